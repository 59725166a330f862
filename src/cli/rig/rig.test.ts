import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measuredCell, runDocument } from '../../../tests/fixtures/run-documents.ts';
import * as v from 'valibot';
import { submissionSchema } from '#lib/core/results/submission.ts';
import { exitCodes } from '../exit-codes.ts';
import { resultBuilder } from './build-result.ts';
import { LeaderboardServer, type Behaviour } from './leaderboard-server.test-data.ts';
import { retryAfterMs } from './post-result.ts';
import { readRigCommand } from './rig-arguments.ts';
import { rigSecret } from './rig-secret.ts';
import { describeSpool } from './rig-status.ts';
import { buildSmall } from './rig-turn.test-data.ts';
import { runOnce, type RigWork } from './run-once.ts';
import { Spool } from './spool.ts';

const run = (runId: string) => runDocument([measuredCell('wasm-simd', [1, 1.1, 0.9])], { runId });
const turn = fileURLToPath(new URL('./rig-turn.test-data.ts', import.meta.url));

let folder = '';
let spool: Spool;
let server: LeaderboardServer;
let said: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferometer-rig-'));
  spool = new Spool(join(folder, 'spool'));
  server = new LeaderboardServer();
  said = [];
  await server.start();
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

function work(runIds: readonly string[], changes: Partial<RigWork> = {}): RigWork {
  return {
    spool,
    destination: { site: server.url, key: server.key },
    build: buildSmall,
    say: (sentence) => said.push(sentence),
    signal: new AbortController().signal,
    waitsMs: [1, 1],
    measure: async (path) => {
      const file = { format: 'inferometer-runs', version: 1, runs: runIds.map(run) };
      await writeFile(path, JSON.stringify(file));
      return exitCodes.done;
    },
    ...changes,
  };
}
const nothing = async () => exitCodes.done;

describe('a rig’s turn', () => {
  it('sends every run once and forgets what it measured', async () => {
    expect(await runOnce(work(['a', 'b']))).toBe(0);
    expect(await runOnce(work([], { measure: nothing }))).toBe(0);
    expect(server.requests.length).toBe(2);
    expect(server.stored.size).toBe(2);
    expect([await spool.queued(), await spool.measured()]).toEqual([[], []]);
    expect(await describeSpool(spool, 'x')).toMatch(/Queued: 0\nSent: 2, the last /);
    expect(said).toEqual([]);
  });

  it.each<[string, Behaviour[]]>([
    ['the server is busy for a moment', [{ status: 429, retryAfter: '0' }]],
    ['the server is away twice', [{ status: 503 }, { status: 502 }]],
    ['the connection is lost after the body was stored', ['store-and-cut']],
  ])('stores once when %s', async (_what, behaviours) => {
    server.behaviours.push(...behaviours);
    expect(await runOnce(work(['a']))).toBe(0);
    expect(server.stored.size).toBe(1);
    expect(new Set(server.requests).size).toBe(1);
    expect(server.requests.length).toBe(behaviours.length + 1);
  });

  it('keeps what a server that is away does not take, and sends it at the next turn', async () => {
    server.behaviours.push(...Array.from({ length: 3 }, () => ({ status: 503 })));
    expect(await runOnce(work(['a']))).toBe(1);
    expect(said.join()).toMatch(/takes nothing at the moment \(503\)\. So it is\. One result stays queued/);
    expect(await runOnce(work(['b']))).toBe(0);
    expect(server.stored.size).toBe(2);
  });

  it('does not wait for a server that asks for an hour', async () => {
    server.behaviours.push({ status: 429, retryAfter: '3600' });
    expect(await runOnce(work(['a']))).toBe(1);
    expect(server.requests.length).toBe(1);
    expect((await spool.queued()).length).toBe(1);
  });

  it('says in one sentence that the key is refused, never shows the key, and loses nothing', async () => {
    const destination = { site: server.url, key: 'a-secret-key' };
    expect(await runOnce(work(['a'], { destination }))).toBe(2);
    expect(said).toEqual([
      expect.stringMatching(
        /refuses the rig's key \(401\)\. The key is of no rig that this server knows\. One result stays queued/,
      ),
    ]);
    expect(said.join()).not.toContain('a-secret-key');
    said = [];
    expect(await runOnce(work([], { destination, measure: nothing }))).toBe(2);
    expect(said).toHaveLength(1);
    expect(await runOnce(work([], { measure: nothing }))).toBe(0);
    expect(server.stored.size).toBe(1);
  });

  it('keeps everything where there is no leaderboard', async () => {
    const site = new URL(server.url);
    server.behaviours.push({ status: 404 });
    expect(await runOnce(work(['a'], { destination: { site, key: server.key } }))).toBe(2);
    expect(said.join()).toMatch(/answered 404, so it is no Inferometer with a leaderboard/);
    expect((await spool.queued()).length).toBe(1);
  });

  it('sets aside, with the reason, what will never be taken, and goes on with the rest', async () => {
    server.behaviours.push({ status: 409 });
    expect(await runOnce(work(['a', 'b']))).toBe(1);
    expect(server.stored.size).toBe(1);
    expect(await spool.queued()).toEqual([]);
    expect(await spool.setAsides()).toMatchObject([
      { reason: expect.stringMatching(/does not take this result \(409\)/) as string },
    ]);
  });

  it('sets aside what a power loss cut in half', async () => {
    await mkdir(join(folder, 'spool', 'measured'), { recursive: true });
    await writeFile(join(folder, 'spool', 'measured', 'old.json'), '{"format":"inferometer-run","ver');
    await writeFile(join(folder, 'spool', 'measured', '.new.json.partial'), '{');
    expect(await runOnce(work(['a']))).toBe(1);
    expect(server.stored.size).toBe(1);
    expect(await spool.setAsides()).toMatchObject([{ name: 'old.json' }]);
    expect(await readdir(join(folder, 'spool', 'measured'))).toEqual([]);
  });

  it('does not send a run that was stopped', async () => {
    const stopped = { ...run('a'), status: 'cancelled' };
    const measure = async (path: string) => {
      await writeFile(path, JSON.stringify(stopped));
      return exitCodes.done;
    };
    expect(await runOnce(work([], { measure }))).toBe(1);
    expect(said.join()).toMatch(/was stopped before its end\. It is set aside/);
  });

  it('sends the submission that the page would send, without the model’s name, the same again for the same run', async () => {
    const build = resultBuilder('raspberry-pi-5');
    expect(await runOnce(work(['a'], { build }))).toBe(0);
    const [[id, body] = ['', '']] = server.stored;
    const submission = v.parse(submissionSchema, JSON.parse(body));
    expect(submission).toMatchObject({
      resultId: id,
      catalogueDevice: 'raspberry-pi-5',
      model: { name: null },
    });
    const again = build(run('a'), await spool.secret());
    expect(again).toEqual({ status: 'built', resultId: id, json: body });
    expect(build({ ...run('b'), cells: [] }, await spool.secret())).toMatchObject({ status: 'unfit' });
  });
});

describe('a rig that is killed', () => {
  const children: ChildProcess[] = [];
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

  async function start(runPath: string, hang: string): Promise<ChildProcess> {
    const parameters = [join(folder, 'spool'), server.url.href, server.key, runPath, hang];
    const child = spawn(process.execPath, [turn, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    return child;
  }
  const ended = (child: ChildProcess) => new Promise((resolve) => child.once('close', resolve));

  async function aRun(): Promise<string> {
    const path = join(folder, 'run.json');
    await writeFile(path, JSON.stringify(run('killed')));
    return path;
  }

  it('between measuring and queueing sends once after the restart', { timeout: 60_000 }, async () => {
    const child = await start(await aRun(), 'hang');
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    const end = ended(child);
    child.kill('SIGKILL');
    await end;
    expect(server.requests).toEqual([]);
    expect(await ended(await start('', ''))).toBe(0);
    expect(server.requests.length).toBe(1);
    expect(await ended(await start('', ''))).toBe(0);
    expect(server.requests.length).toBe(1);
    expect(server.stored.size).toBe(1);
  });

  it('between sending and the answer is stored once all the same', { timeout: 60_000 }, async () => {
    server.behaviours.push('store-and-hang');
    const received = new Promise<void>((resolve) => (server.onRequest = resolve));
    const child = await start(await aRun(), '');
    await received;
    const end = ended(child);
    child.kill('SIGKILL');
    await end;
    expect(await ended(await start('', ''))).toBe(0);
    expect(server.requests.length).toBe(2);
    expect(new Set(server.requests).size).toBe(1);
    expect(server.stored.size).toBe(1);
  });
});

describe('what a rig derives and reads', () => {
  it('derives the same from the same secret, and nothing that two browsers or boards share', () => {
    const [one, same, other] = ['a', 'a', 'b'].map((text) => rigSecret(text.repeat(64)));
    const { environment } = run('x');
    expect(one?.resultIdOf('x')).toBe(same?.resultIdOf('x'));
    expect(one?.resultIdOf('x')).toMatch(/^[0-9a-f]{32}$/);
    expect(one?.resultIdOf('x')).not.toBe(other?.resultIdOf('x'));
    expect(one?.deletionTokenSha256Of('x')).toMatch(/^[0-9a-f]{64}$/);
    const firefox = { ...environment, browser: { family: 'Firefox', majorVersion: 153 } };
    const newer = { ...environment, browser: { ...environment.browser, majorVersion: 157 } };
    expect(one?.slotOf(newer, 'board')).toBe(one?.slotOf(environment, 'board'));
    expect(one?.slotOf(firefox, 'board')).not.toBe(one?.slotOf(environment, 'board'));
    expect(one?.slotOf(environment, 'other')).not.toBe(one?.slotOf(environment, 'board'));
  });

  it('keeps its secret over restarts', async () => {
    await spool.prepare();
    const first = (await spool.secret()).resultIdOf('x');
    expect((await new Spool(join(folder, 'spool')).secret()).resultIdOf('x')).toBe(first);
  });

  it('reads Retry-After as seconds and as a date', () => {
    expect(retryAfterMs('30', 0)).toBe(30_000);
    expect(retryAfterMs('Tue, 24 Nov 2026 00:01:00 GMT', Date.UTC(2026, 10, 24))).toBe(60_000);
    expect(retryAfterMs('soon', 0)).toBeNull();
    expect(retryAfterMs(null, 0)).toBeNull();
  });

  const key = { INFEROMETER_RIG_KEY: 'k' };
  it('reads a command', async () => {
    const typed = ['run', '--upload', 'https://site.invalid', '--every', '6h', '--', 'shelf:silero-vad'];
    expect(await readRigCommand(typed, key)).toMatchObject({
      status: 'valid',
      value: { kind: 'run', bench: ['shelf:silero-vad'], everyMs: 21_600_000 },
    });
  });

  it.each<[string[], Record<string, string>, RegExp]>([
    [[], key, /Say run or status/],
    [['statsu'], key, /Unknown command statsu; did you mean status\?/],
    [['run', '--upload', 'https://site.invalid'], key, /Say what to measure/],
    [['run', '--', 'm'], key, /Say where to submit to/],
    [['run', '--upload', 'site.invalid', '--', 'm'], key, /http or https address/],
    [['run', '--upload', 'https://a:b@site.invalid', '--', 'm'], key, /must not hold a password/],
    [['run', '--upload', 'https://site.invalid', '--', 'm'], {}, /Set INFEROMETER_RIG_KEY/],
    [['run', '--upload', 'https://site.invalid', '--', 'm'], { INFEROMETER_RIG_KEY: 'a b' }, /no key has/],
    [['run', '--upload', 'https://site.invalid', '--every', '6', '--', 'm'], key, /such as 30m, 6h or 1d/],
    [['run', '--config', 'gone.json', '--upload', 'https://site.invalid'], key, /no run file gone\.json/],
    [['run', '--uplaod', 'x'], key, /did you mean --upload/],
  ])('refuses %j with a sentence', async (typed, environment, words) => {
    const parsed = await readRigCommand(typed, environment);
    expect(parsed.status === 'refused' && parsed.message).toMatch(words);
  });
});

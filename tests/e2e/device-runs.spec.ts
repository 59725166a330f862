import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, firefox, test, webkit } from '@playwright/test';
import * as v from 'valibot';
import { runDocumentSchema, type RunDocument } from '#lib/core/results/run-document.ts';
import { findProgram } from '../../src/cli/targets/find-program.ts';
import { freePort } from '../../src/cli/targets/free-port.ts';
import { smallConvolutionalNet } from '../fixtures/onnx-models.ts';
import { childEnvironment } from './child-environment.ts';

/** Run files, measured by the command as a scheduler would start it, in every browser that this machine has. */

const bench = fileURLToPath(new URL('../../src/cli/bench.ts', import.meta.url));
// Three rounds in a browser that has to be started, some of them in several attempts.
test.describe.configure({ timeout: 300_000 });

let folder = '';
let stranger: Server;
let freeAddress = '';

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferometer-device-runs-'));
  await writeFile(join(folder, 'small.onnx'), smallConvolutionalNet());
  freeAddress = `http://127.0.0.1:${await freePort()}`;
  stranger = createServer((_request, response) => response.end('<!doctype html><title>A page</title>'));
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
});

test.afterAll(async () => {
  await new Promise((resolve) => stranger.close(resolve));
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly environment?: Record<string, string>;
  /** Does something once standard error holds a text. */
  readonly at?: { readonly text: string; readonly act: (child: ChildProcess) => void };
}

function run(parameters: readonly string[], { environment = {}, at }: Options = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bench, ...parameters], {
      cwd: folder,
      // Other people's commands on this machine are not to be waited for.
      env: { ...childEnvironment(), INFEROMETER_LOCKS: join(folder, 'locks'), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr, isDone] = ['', '', false];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (at === undefined || isDone || !stderr.includes(at.text)) return;
      isDone = true;
      at.act(child);
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code, stdout, stderr }));
  });
}

async function writeRunFile(name: string, content: object): Promise<string> {
  const quick = { models: ['small.onnx'], presets: ['quick'], results: `${name}-results` };
  await writeFile(join(folder, `${name}.json`), JSON.stringify({ ...quick, ...content }));
  return `${name}.json`;
}

async function documentIn(path: string): Promise<RunDocument> {
  return v.parse(runDocumentSchema, JSON.parse(await readFile(join(folder, path), 'utf8')));
}

/** Reasons by name, so that a machine without a browser says which one it did not test. */
const absent: Record<string, string | null> = {
  chromium: null,
  firefox:
    existsSync(firefox.executablePath()) || findProgram(['firefox', 'firefox-esr']) !== null
      ? null
      : 'There is no Firefox on this machine (Debian: firefox-esr), so the BiDi target is not tested.',
  webkit:
    existsSync(webkit.executablePath()) ||
    (findProgram(['WebKitWebDriver']) !== null && findProgram(['Xvfb']) !== null)
      ? null
      : 'There is no WebKit on this machine (Debian: webkit2gtk-driver and xvfb), so the WebDriver target is not tested.',
};

for (const [target, reason] of Object.entries(absent)) {
  test(`measures a run file in ${target}`, async () => {
    test.skip(reason !== null, reason ?? '');
    const cells = { engines: ['onnxruntime-web'], backends: ['wasm-simd', 'webgl'] };
    const path = await writeRunFile(target, { targets: [target], cells });
    const ended = await run(['--config', path, '--json', `${target}-all.json`]);
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    const document = await documentIn(`${target}-all.json`);
    expect(await documentIn(`${target}-results/${target}--small.onnx--quick.json`)).toEqual(document);
    const byBackend = new Map(document.cells.map((cell) => [cell.backend, cell]));
    expect(byBackend.get('wasm-simd')).toMatchObject({ status: 'measured' });
    expect(document.environment.automation?.driver).toMatch(/^(playwright|webdriver|webdriver-bidi)$/);
    expect(document.resumed).toBeUndefined();
    // Whether a browser has WebGL in a worker is its own affair; that it lacks it has a reason.
    const webgl = byBackend.get('webgl');
    if (webgl?.status !== 'measured') {
      expect(webgl).toMatchObject({
        status: 'unsupported',
        reason: { message: expect.stringMatching(/\.$/) },
      });
    }
  });
}

/** The browser that a command has started, with the command somewhere above it. */
function browserUnder(root: number): number | undefined {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const all = lines.flatMap((line) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
  const isUnder = (pid: number): boolean => {
    const parent = all.find((each) => each.pid === pid)?.parent;
    return parent === root || (parent !== undefined && parent > 1 && isUnder(parent));
  };
  return all.find(
    ({ pid, args }) => args.includes('--remote-debugging-pipe') && !args.includes('--type=') && isUnder(pid),
  )?.pid;
}

const simd = { targets: ['chromium'], cells: { engines: ['onnxruntime-web'], backends: ['wasm-simd'] } };

test.describe('where processes can be listed', () => {
  test.skip(process.platform === 'win32', 'Processes are listed with ps, which Windows lacks.');

  test('goes on where it stopped when the browser is killed in the middle of a cell', async () => {
    const path = await writeRunFile('crash', simd);
    const kill = (child: ChildProcess): void => {
      const browser = browserUnder(child.pid ?? 0);
      if (browser !== undefined) process.kill(browser, 'SIGKILL');
    };
    const ended = await run(['--config', path], { at: { text: 'Round 2 of 3', act: kill } });
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    expect(ended.stderr).toContain('It is started again.');
    const document = await documentIn('crash-results/chromium--small.onnx--quick.json');
    expect(document.resumed).toMatchObject([{ round: 2, cause: 'browser-crashed' }]);
    const [cell] = document.cells;
    expect(cell?.status === 'measured' && cell.rounds.map(({ round }) => round)).toEqual([1, 2, 3]);
  });

  test('finishes with --resume what a killed command had begun', async () => {
    const path = await writeRunFile('killed', simd);
    let browser: number | undefined;
    const kill = (child: ChildProcess): void => {
      browser = browserUnder(child.pid ?? 0);
      child.kill('SIGKILL');
    };
    const killed = await run(['--config', path], { at: { text: 'Round 2 of 3', act: kill } });
    expect(killed.code).toBeNull();
    expect(browser).toBeDefined();
    await expect
      .poll(() => isRunning(browser), { message: "the killed command's browser ends", timeout: 20_000 })
      .toBe(false);
    const partial = await readFile(
      join(folder, 'killed-results/chromium--small.onnx--quick.partial.json'),
      'utf8',
    );
    const before = v.parse(runDocumentSchema, (JSON.parse(partial) as { document: unknown }).document);
    const ended = await run(['--config', path, '--resume']);
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    const document = await documentIn('killed-results/chromium--small.onnx--quick.json');
    expect(document).toMatchObject({ runId: before.runId, resumed: [{ round: 2, cause: 'command-ended' }] });
    const roundsOf = (of: RunDocument) =>
      of.cells.flatMap((cell) => (cell.status === 'measured' ? cell.rounds : []));
    expect(roundsOf(document)[0]).toEqual(roundsOf(before)[0]);
    // What is finished is not measured again.
    const again = await run(['--config', path, '--resume', '--json', 'killed.json']);
    expect(again.stderr).not.toContain('Round');
    expect(await documentIn('killed.json')).toEqual(document);
    const other = await writeRunFile('killed', { ...simd, presets: ['standard'] });
    expect(await run(['--config', other, '--resume'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('holds other runs than those asked for now'),
    });
  });

  test("drives a device's browser through the launcher, and hands the model over in pieces", async () => {
    // Stands in for the network, not for the device: the last parameter runs on this machine, as sshd would run it.
    await writeFile(join(folder, 'ssh.sh'), '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n');
    await chmod(join(folder, 'ssh.sh'), 0o755);
    const browser = process.env['INFEROMETER_BROWSER'];
    const target = { kind: 'ssh', host: 'device', ssh: join(folder, 'ssh.sh'), switches: 'software' };
    const path = await writeRunFile('launcher', {
      ...simd,
      targets: [{ ...target, ...(browser === undefined ? {} : { browser }) }],
    });
    const ended = await run(['--config', path]);
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    const document = await documentIn('launcher-results/device--small.onnx--quick.json');
    expect(document.cells).toMatchObject([{ status: 'measured' }]);
    expect(document.environment.automation?.switches).toContain('--use-webgpu-adapter=swiftshader');
  });
});

function isRunning(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? 0, 0);
    // What has ended and was not waited for still has a number.
    return !/\s[ZX]/.test(execFileSync('ps', ['-o', 'pid=,stat=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

test('lists what a run file would measure', async () => {
  const path = await writeRunFile('list', {
    presets: ['quick', 'standard'],
    cells: [{ backends: ['webgpu'] }, { threads: [1, 2] }],
    targets: ['firefox', { kind: 'chromium', channel: 'edge' }],
  });
  const ended = await run(['--config', path, '--list']);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toContain('edge: small.onnx, standard, threads 1+2\n8 runs\n');
});

const bad: readonly [what: string, content: () => object, sentence: string, code: number][] = [
  ['a mistyped key', () => ({ target: ['chromium'] }), 'Unknown key target; did you mean targets?', 2],
  ['two targets of one name', () => ({ targets: twice() }), 'Two targets are named phone', 2],
  ['a refused port', () => ({ targets: [cdp(freeAddress)] }), 'refused the connection', 3],
  ['another protocol', () => ({ targets: [cdp(strangersAddress())] }), 'speaks another protocol', 3],
  ['a missing adb', () => ({ targets: [{ kind: 'android', adb: './no-adb' }] }), 'could not be started', 3],
  ['an absent browser', () => ({ targets: [{ kind: 'firefox', path: './none' }] }), 'There is no browser', 3],
];

const cdp = (endpoint: string) => ({ kind: 'cdp', endpoint });
const twice = () => ['chromium', 'firefox'].map((kind) => ({ kind, name: 'phone' }));
const strangersAddress = () => `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;

for (const [index, [what, content, sentence, code]] of bad.entries()) {
  test(`answers ${what} with a sentence and exit code ${code}`, async () => {
    const ended = await run(['--config', await writeRunFile(`bad-${index}`, content())]);
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) });
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
}

test('answers a window without a display with a sentence', async () => {
  test.skip(
    ['win32', 'darwin'].includes(process.platform),
    'Only X11 and Wayland systems go without a display.',
  );
  const path = await writeRunFile('window', { targets: [{ kind: 'chromium', headed: true }] });
  const ended = await run(['--config', path], { environment: { DISPLAY: '', WAYLAND_DISPLAY: '' } });
  expect(ended).toMatchObject({ code: 3, stderr: expect.stringContaining('There is no display') });
});

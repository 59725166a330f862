import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server beside the one that all tests share. */
export interface SecondServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** On a leaderboard of its own that is filled with a made-up population. */
export async function startSeededServer(results: number): Promise<SecondServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'inferometer-seeded-'));
  const seed = run('scripts/db.ts', ['seed', '--results', String(results)], { DATA_DIR: dataDir });
  await new Promise<void>((resolve, reject) =>
    seed.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The seed ended with ${code}.`)))),
  );
  const server = await startServer({ DATA_DIR: dataDir });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function startServer(variables: Readonly<Record<string, string>>): Promise<SecondServer> {
  const server = run('scripts/start.ts', [], variables);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const found = /is at (http\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', () => reject(new Error('The server did not start.')));
  });
  return {
    url,
    close: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

function run(script: string, words: readonly string[], variables: Readonly<Record<string, string>>) {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...words], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

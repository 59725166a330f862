import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A second server, on a leaderboard of its own that is filled with a made-up population. */
export interface SeededServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function startSeededServer(results: number): Promise<SeededServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'inferometer-seeded-'));
  const environment = { ...process.env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1' };
  const start = (script: string, words: readonly string[] = []) =>
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...words], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const seed = start('scripts/db.ts', ['seed', '--results', String(results)]);
  await new Promise<void>((resolve, reject) =>
    seed.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The seed ended with ${code}.`)))),
  );
  const server = start('scripts/start.ts');
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
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildStamp } from './build-stamp.ts';
import { compressFolder } from './compress.ts';
import { withLock } from './lock.mjs';
import { cacheFolder, projectRoot } from './paths.ts';
import { runCommand } from './run-command.ts';

export type BuildOutcome =
  | { status: 'fresh' | 'built'; folder: string }
  /** `message` is a sentence; what the build printed has gone to standard error. */
  | { status: 'failed'; message: string };

export const buildFolder = join(projectRoot, 'build');

/**
 * Builds and compresses the site, unless what lies in `build/` was made from the same files. The stamp is removed first
 * and written last, so that an interrupted build is never taken for a good one; of two callers one builds.
 */
export async function ensureBuilt(): Promise<BuildOutcome> {
  if (await isFresh()) return { status: 'fresh', folder: buildFolder };
  await mkdir(cacheFolder, { recursive: true });
  return withLock(join(cacheFolder, 'build.lock'), build, (pid) =>
    process.stderr.write(`Waiting for another command (process ${pid}) that is building the site…\n`),
  );
}

async function build(): Promise<BuildOutcome> {
  const stamp = await buildStamp(projectRoot);
  if ((await readStamp()) === stamp) return { status: 'fresh', folder: buildFolder };
  process.stderr.write('Building the site…\n');
  await rm(stampPath, { force: true });
  const outcome = await runCommand(
    process.execPath,
    [join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: projectRoot, environment: { ...process.env, NODE_ENV: 'production' } },
  );
  if (outcome.status !== 'ended' || outcome.code !== 0) {
    process.stderr.write(
      outcome.status === 'not-started' ? `${outcome.message}\n` : outcome.stdout + outcome.stderr,
    );
    return { status: 'failed', message: 'The site could not be built; the messages above say why.' };
  }
  await compressFolder(join(buildFolder, 'client'), join(cacheFolder, 'compressed'));
  await writeFile(stampPath, stamp);
  return { status: 'built', folder: buildFolder };
}

const stampPath = join(buildFolder, '.stamp');

async function isFresh(): Promise<boolean> {
  return (await readStamp()) === (await buildStamp(projectRoot));
}

async function readStamp(): Promise<string | undefined> {
  return readFile(stampPath, 'utf8').catch(() => undefined);
}

if (import.meta.main) {
  const outcome = await ensureBuilt();
  if (outcome.status === 'failed') {
    process.stderr.write(`${outcome.message}\n`);
    process.exitCode = 1;
  }
}

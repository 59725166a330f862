import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const pollMs = 100;
/** A lock file is written a moment after it is created; one that stays empty this long lost its writer. */
const emptyLockMs = 5_000;

/**
 * Runs `work` while holding a lock file, so that two commands started at once neither install nor build at the same
 * time. A lock whose process is gone is taken over. Plain JavaScript: install.mjs needs it before Node 24 is there.
 *
 * @template Result
 * @param {string} path lock file; its folder is made
 * @param {() => Promise<Result>} work
 * @param {(pid: number) => void} [onWait] told once, when another process holds the lock
 * @returns {Promise<Result>}
 */
export async function withLock(path, work, onWait = () => {}) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!tryLock(path)) {
    const holder = holderOf(path);
    if (holder.status === 'abandoned') {
      removeAbandoned(path, holder.content);
      continue;
    }
    if (!told && holder.status === 'held') {
      told = true;
      onWait(holder.pid);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} path */
function tryLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} path
 * @returns {{ status: 'held', pid: number } | { status: 'abandoned', content: string } | { status: 'unclear' }}
 */
function holderOf(path) {
  try {
    const content = readFileSync(path, 'utf8');
    const pid = Number(content);
    if (content !== '' && Number.isInteger(pid)) {
      return isAlive(pid) ? { status: 'held', pid } : { status: 'abandoned', content };
    }
    const isOld = Date.now() - statSync(path).mtimeMs > emptyLockMs;
    return isOld ? { status: 'abandoned', content } : { status: 'unclear' };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { status: 'unclear' };
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  // A lock of our own process id was left by an earlier process with the same id: withLock never nests on one path.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Renames before removing, so that of two processes that saw the same abandoned lock only one removes it; a lock that
 * somebody has taken in between goes back.
 *
 * @param {string} path
 * @param {string} content
 */
function removeAbandoned(path, content) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') === content) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

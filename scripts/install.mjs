// Runs before anything is installed, on whatever Node there is (18 or later): plain JavaScript, no packages.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { npmCommand } from './npm-command.mjs';

const neededNodeMajor = 24;

/**
 * Installs the packages of `package-lock.json` unless they are there already.
 *
 * @param {string} root the project's folder
 * @returns {Promise<{ status: 'present' | 'installed' } | { status: 'failed', message: string }>}
 */
export async function ensureInstalled(root) {
  const lockPath = join(root, 'package-lock.json');
  if (!existsSync(lockPath)) {
    return { status: 'failed', message: 'package-lock.json is missing: get a complete copy of the project.' };
  }
  const wanted = stampOf(readFileSync(lockPath));
  if (readStamp(root) === wanted) return { status: 'present' };

  // Not in node_modules, which `npm ci` removes first.
  const guard = join(
    tmpdir(),
    `inferometer-install-${createHash('sha256').update(resolve(root)).digest('hex').slice(0, 16)}.lock`,
  );
  return withLock(
    guard,
    async () => {
      if (readStamp(root) === wanted) return { status: 'present' };
      if (installedMatchesLock(root)) {
        writeFileSync(stampPath(root), wanted);
        return { status: 'present' };
      }
      process.stderr.write('Installing packages…\n');
      const failure = await runNpmCi(root);
      if (failure !== undefined) return { status: 'failed', message: failure };
      const nodeProblem = checkNode(root);
      if (nodeProblem !== undefined) return { status: 'failed', message: nodeProblem };
      writeFileSync(stampPath(root), wanted);
      return { status: 'installed' };
    },
    (pid) =>
      process.stderr.write(`Waiting for another command (process ${pid}) that is installing packages…\n`),
  );
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'node_modules', '.inferometer-install');
}

/** @param {string} root */
function readStamp(root) {
  try {
    return readFileSync(stampPath(root), 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {Buffer} lock */
function stampOf(lock) {
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`;
}

/**
 * Whether an install done by hand already gave what the lock file wants: npm keeps its own record of what lies in
 * node_modules, written last. Optional packages (other platforms' binaries) may lack.
 *
 * @param {string} root
 */
export function installedMatchesLock(root) {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const installed = JSON.parse(
      readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8'),
    ).packages;
    const isExtraneous = Object.keys(installed).some(
      (path) => wanted[path]?.version !== installed[path].version,
    );
    const isIncomplete = Object.keys(wanted).some(
      (path) =>
        path !== '' &&
        !wanted[path].optional &&
        !wanted[path].devOptional &&
        !wanted[path].peer &&
        installed[path] === undefined,
    );
    return !isExtraneous && !isIncomplete && checkNode(root) === undefined;
  } catch {
    return false;
  }
}

/**
 * @param {string} root
 * @returns {Promise<string | undefined>} a sentence when it failed
 */
function runNpmCi(root) {
  // NODE_ENV=production would leave out the packages that build the site.
  const npm = npmCommand([
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--loglevel=error',
  ]);
  return new Promise((settle) => {
    const child = spawn(npm.command, npm.parameters, {
      cwd: root,
      env: npm.environment,
      shell: npm.shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    let exitCode = 0;
    // Leaves only when npm has: until then the lock must keep others from installing into the same folder.
    /** @param {NodeJS.Signals} signal */
    const stop = (signal) => {
      exitCode = signal === 'SIGINT' ? 130 : 143;
      child.kill(signal);
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    child.once('error', (error) =>
      settle(
        `npm could not be started (${error.message}): install Node.js with npm, then run the command again.`,
      ),
    );
    child.once('close', (code) => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      if (exitCode !== 0) process.exit(exitCode);
      if (code === 0) return settle(undefined);
      process.stderr.write(output);
      settle(
        'The packages could not be installed; npm says why above. Check the connection to the npm registry, then run the command again.',
      );
    });
  });
}

/**
 * The project's scripts are TypeScript that Node 24 runs as it is. The `node` package brings it, unless install
 * scripts are switched off.
 *
 * @param {string} root
 * @returns {string | undefined} a sentence when the scripts cannot run
 */
function checkNode(root) {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const answer = existsSync(own)
    ? spawnSync(own, ['--version'], { encoding: 'utf8' }).stdout
    : process.version;
  const major = Number(/^v(\d+)/.exec(answer ?? '')?.[1] ?? 0);
  if (major >= neededNodeMajor) return undefined;
  return `Node ${neededNodeMajor} is needed and the package "node" did not bring it: allow npm's install scripts (npm config set ignore-scripts false) or install Node ${neededNodeMajor}, then run the command again.`;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const result = await ensureInstalled(fileURLToPath(new URL('..', import.meta.url)));
  if (result.status === 'failed') {
    process.stderr.write(`${result.message}\n`);
    process.exitCode = 1;
  }
}

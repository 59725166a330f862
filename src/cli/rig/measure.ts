import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { exitCodes, type ExitCode } from '../exit-codes.ts';

const bench = fileURLToPath(new URL('../bench.ts', import.meta.url));

/**
 * Runs the bench command in a process of its own, which a crash of a browser's driver takes down alone. An interruption
 * is passed on once, as the orderly end that the command knows. The key is not handed down, and
 * the rig submits what the command measured by itself.
 */
export function measureWithBench(
  parameters: readonly string[],
  jsonPath: string,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { INFEROMETER_RIG_KEY: _, ...environment } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bench, ...parameters, '--no-upload', '--json', jsonPath], {
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const stop = () => child.kill('SIGINT');
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      const known = Object.values(exitCodes).find((each) => each === code);
      resolve(signal.aborted ? exitCodes.interrupted : (known ?? exitCodes.failedOrWrong));
    });
  });
}

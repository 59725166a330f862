// Runs a program for as long as our standard input is open: whoever starts it may be killed in any way, and the browser
// that it started still ends. Used as `node tether.ts PROGRAM PARAMETERS…`.
import { spawn } from 'node:child_process';

const [program = '', ...parameters] = process.argv.slice(2);
const child = spawn(program, parameters, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.once('exit', (code) => {
  endAll();
  process.exit(code ?? 1);
});
// Ctrl-C goes to everybody on the terminal; the command decides what ends.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
process.stdin.once('close', end).once('end', end).once('error', end).resume();

function end(): void {
  endAll();
  process.exit(0);
}

/** With everything that the program started itself: a browser is many processes. */
function endAll(): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All gone already.
  }
}

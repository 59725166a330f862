import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromTarget, ToTarget } from './messages.ts';

const program = fileURLToPath(new URL('target-process.ts', import.meta.url));
/** How long past its own limits a process is waited for, and how long it may take to end in order. */
const graceMs = 120_000;
const cancelLimitMs = 25_000;

/** Runs a target's process to its end. Everything that it tells is passed on; whatever it does, this comes back. */
export function hostTarget(
  work: Extract<ToTarget, { kind: 'measure' }>,
  onMessage: (message: FromTarget) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const child = fork(program, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    // A process that hangs itself is ended from outside; its own limits are shorter.
    let watchdog = setTimeout(kill, graceMs + work.limits.answerMs);
    function kill(): void {
      child.kill('SIGKILL');
    }
    const cancel = (): void => {
      if (child.connected) child.send({ kind: 'cancel' } satisfies ToTarget, () => undefined);
      setTimeout(kill, cancelLimitMs).unref();
    };
    child.on('message', (message: FromTarget) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(kill, graceMs + work.limits.runMs);
      onMessage(message);
    });
    child.once('error', () => undefined);
    child.once('close', () => {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', cancel);
      resolve();
    });
    child.send(work, () => undefined);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
}

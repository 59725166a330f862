import { refused, valid, type Parsed } from '../../option-values.ts';
import { startTethered } from '../drivers/tethered.ts';
import { findProgram } from '../find-program.ts';

const startLimitMs = 30_000;

/** A screen in memory; its name, for DISPLAY. Xvfb takes the first number that is free. */
export async function startXvfb(onExit: (end: () => void) => void): Promise<Parsed<string>> {
  const program = findProgram(['Xvfb']);
  if (program === null)
    return refused(
      'There is no display, and no Xvfb to stand in for one: install it (on Debian the package xvfb).',
    );
  const running = startTethered(program, [
    ...['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'],
  ]);
  onExit(() => running.end());
  const said = await running.find(/^(\d+)\s*$/m, startLimitMs);
  return said === null ? refused('Xvfb could not be started.') : valid(`:${said[1]}`);
}

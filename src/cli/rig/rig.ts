import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '../../../scripts/lock.mjs';
import { runToExit, say, sayAnd } from '../command-line.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { Interruption } from '../interruption.ts';
import { resultBuilder } from './build-result.ts';
import { measureWithBench } from './measure.ts';
import { readRigCommand, type RigCommand } from './rig-arguments.ts';
import { rigHelp } from './rig-help.ts';
import { describeSpool } from './rig-status.ts';
import { runOnce } from './run-once.ts';
import { Spool } from './spool.ts';

await runToExit(rig);

async function rig(): Promise<ExitCode> {
  const command = await readRigCommand(process.argv.slice(2), process.env);
  if (command.status === 'refused') return sayAnd(command.message, exitCodes.badUsageOrModel);
  switch (command.value.kind) {
    case 'help':
      process.stdout.write(rigHelp);
      return exitCodes.done;
    case 'status':
      process.stdout.write(await describeSpool(new Spool(command.value.spool), command.value.spool));
      return exitCodes.done;
    case 'run':
      return await run(command.value);
  }
}

/** With `everyMs` it goes on until it is interrupted, whatever comes of a turn. */
async function run(command: Extract<RigCommand, { kind: 'run' }>): Promise<ExitCode> {
  const { signal } = new Interruption();
  const spool = new Spool(command.spool);
  for (;;) {
    const startedMs = Date.now();
    const code = await withLock(
      spool.lockPath,
      () =>
        runOnce({
          spool,
          signal,
          say,
          destination: command.destination,
          build: resultBuilder(command.device),
          measure: (path) => measureWithBench(command.bench, path, signal),
        }),
      (pid) => say(`Another rig (process ${pid}) works with this spool; waiting for it.`),
    );
    if (command.everyMs === null || signal.aborted) return code;
    const restMs = Math.max(0, startedMs + command.everyMs - Date.now());
    say(`The next turn begins in ${Math.round(restMs / 60_000)} min.`);
    await sleep(restMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return exitCodes.interrupted;
  }
}

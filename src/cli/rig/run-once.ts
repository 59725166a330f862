import { exitCodes, gravest, type ExitCode } from '../exit-codes.ts';
import { queueMeasured, type QueueOptions } from './queue-measured.ts';
import { sendQueued, type SendOptions } from './send-queued.ts';

export interface RigWork extends SendOptions, QueueOptions {
  /** Measures, and writes the documents to the path, whole or not at all; tells the bench command's exit code. */
  readonly measure: (path: string) => Promise<ExitCode>;
}

/**
 * One turn of a rig: sends what an earlier one left, measures, queues, sends. What is left is dealt with first, so that
 * a rig that loses its power at every measurement still sends what it has.
 */
export async function runOnce(given: RigWork): Promise<ExitCode> {
  const { spool, signal } = given;
  const work = { ...given, say: onceEach(given.say) };
  await spool.prepare();
  const asideBefore = (await spool.setAsides()).length;
  await queueMeasured(work);
  // What cannot be sent now is tried again below: measuring takes minutes, and a server comes back.
  await sendQueued(work);
  if (signal.aborted) return exitCodes.interrupted;
  const path = spool.newMeasuredPath(new Date());
  const measured = await work.measure(path);
  if ((await spool.measured()).includes(path)) await spool.flushMeasured(path);
  const codes = [measured, await queueMeasured(work), await sendQueued(work)];
  const isAside = (await spool.setAsides()).length > asideBefore;
  return gravest([...codes, isAside ? exitCodes.failedOrWrong : exitCodes.done]);
}

/** What cannot be sent is found out twice in a turn, and said once. */
function onceEach(say: (sentence: string) => void): (sentence: string) => void {
  const said = new Set<string>();
  return (sentence) => {
    if (said.has(sentence)) return;
    said.add(sentence);
    say(sentence);
  };
}

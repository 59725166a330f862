import { readRuns } from '../baseline/read-runs.ts';
import { exitCodes, gravest, type ExitCode } from '../exit-codes.ts';
import type { BuildResult } from './build-result.ts';
import type { Spool } from './spool.ts';

export interface QueueOptions {
  readonly spool: Spool;
  readonly build: BuildResult;
  readonly say: (sentence: string) => void;
}

/** Turns measured runs into queued submissions. Those that cannot be are set aside with the reason. */
export async function queueMeasured({ spool, build, say }: QueueOptions): Promise<ExitCode> {
  const secret = await spool.secret();
  const codes: ExitCode[] = [];
  for (const path of await spool.measured()) {
    const read = await readRuns(path);
    if (read.status === 'refused') {
      // Half a file, from before a power loss: there is nothing to send in it.
      await spool.setAside({ measured: path }, read.message);
      codes.push(complain(say, read.message));
      continue;
    }
    const reasons: string[] = [];
    for (const run of read.value) {
      if (run.status === 'cancelled') {
        reasons.push(`The run of ${run.model.name} was stopped before its end.`);
        continue;
      }
      const built = build(run, secret);
      if (built.status === 'unfit') reasons.push(built.message);
      else await spool.enqueue(built.resultId, built.json);
    }
    const [reason] = reasons;
    if (reason === undefined) await spool.forgetMeasured(path);
    else {
      await spool.setAside({ measured: path }, reasons.join(' '));
      codes.push(complain(say, `${reason} It is set aside.`));
    }
  }
  return gravest(codes);
}

function complain(say: (sentence: string) => void, sentence: string): ExitCode {
  say(sentence);
  return exitCodes.failedOrWrong;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { postResult, type Destination } from './post-result.ts';
import type { Spool } from './spool.ts';

export interface SendOptions {
  readonly spool: Spool;
  readonly destination: Destination;
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
  /** Waits between attempts at one result; as many attempts as waits, and one more. */
  readonly waitsMs?: readonly number[];
  /** A server that asks for more patience than this is asked again at the next start. */
  readonly longestWaitMs?: number;
}

/** Sends what is queued, oldest name first. Whatever happens, what was not taken stays queued or is set aside. */
export async function sendQueued(options: SendOptions): Promise<ExitCode> {
  const { spool, say, signal } = options;
  let code: ExitCode = exitCodes.done;
  for (const resultId of await spool.queued()) {
    if (signal.aborted) return exitCodes.interrupted;
    const outcome = await sendOne(options, resultId);
    switch (outcome.status) {
      case 'accepted':
        await spool.markSent(resultId, new Date());
        break;
      case 'refused':
        await spool.setAside({ queued: resultId }, outcome.message);
        say(`${outcome.message} It is set aside.`);
        code = exitCodes.failedOrWrong;
        break;
      case 'key-refused':
      case 'no-leaderboard':
        say(`${outcome.message} ${await waiting(spool)}`);
        return exitCodes.badUsageOrModel;
      case 'later':
        if (signal.aborted) return exitCodes.interrupted;
        say(`${outcome.message} ${await waiting(spool)}`);
        return exitCodes.failedOrWrong;
    }
  }
  await spool.trimSent();
  return code;
}

async function sendOne(
  { spool, destination, signal, waitsMs = [2000, 10_000], longestWaitMs = 60_000 }: SendOptions,
  resultId: string,
) {
  const json = await spool.bodyOf(resultId);
  for (let attempt = 0; ; attempt++) {
    const outcome = await postResult(destination, resultId, json, signal);
    const usualMs = waitsMs[attempt];
    if (outcome.status !== 'later' || usualMs === undefined || signal.aborted) return outcome;
    const waitMs = outcome.retryAfterMs ?? usualMs;
    if (waitMs > longestWaitMs) return outcome;
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

async function waiting(spool: Spool): Promise<string> {
  const count = (await spool.queued()).length;
  return count === 1
    ? 'One result stays queued and is sent at the next start.'
    : `${count} results stay queued and are sent at the next start.`;
}

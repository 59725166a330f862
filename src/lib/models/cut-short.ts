import type { CallOutcome } from '#lib/workers/messages.ts';

/** Why a worker that reads or builds models gave no answer. */
export type CutShort =
  | { readonly status: 'cancelled' }
  /** It crashed, perhaps because there was no memory left. */
  | { readonly status: 'stopped'; readonly detail: string };

/** The reply of a call, or why there is none. */
export function replyOrCutShort<Reply>(outcome: CallOutcome<Reply>): Reply | CutShort {
  switch (outcome.status) {
    case 'answered':
      return outcome.reply;
    case 'terminated':
      return { status: 'cancelled' };
    case 'thrown':
    case 'crashed':
      return { status: 'stopped', detail: outcome.message };
    case 'timeout':
      return { status: 'stopped', detail: 'it took too long' };
  }
}

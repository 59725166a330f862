import type { Fault } from '../connection.ts';
import type { Unavailable } from '../store.ts';

/** Primary result codes (https://www.sqlite.org/rescode.html); the higher bits of `errcode` only say more. */
const codes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const;

/** What an error of node:sqlite means. */
export function classify(error: unknown): Fault {
  if (!(error instanceof Error)) return { kind: 'bug' };
  const unavailable = (reason: Unavailable['reason']): Unavailable => ({
    status: 'unavailable',
    reason,
    detail: `SQLite: ${error.message}.`,
  });
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
  switch (code) {
    case codes.busy:
    case codes.locked:
      return { kind: 'retry', otherwise: unavailable('database-busy') };
    case codes.full:
      return { kind: 'unavailable', outcome: unavailable('disk-full') };
    case codes.readOnly:
    case codes.inputOutput:
    case codes.corrupt:
    case codes.cannotOpen:
    case codes.notADatabase:
      return { kind: 'unavailable', outcome: unavailable('database-lost') };
    default:
      return { kind: 'bug' };
  }
}

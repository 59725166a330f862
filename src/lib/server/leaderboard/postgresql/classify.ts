import { AbortedTransactionError } from 'kysely';
import type { Fault } from '../connection.ts';
import type { Unavailable } from '../store.ts';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html; whole classes by their first two characters. */
const retried = new Set(['40001', '40P01', '55P03']);
const lostClasses = new Set(['08', '57']);
const brokenSockets = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENOENT',
]);
/** pg gives these no code. */
const lostMessages = /connection terminated|timeout exceeded when trying to connect|not queryable|discarded/i;

/** What an error of pg means. */
export function classify(error: unknown): Fault {
  if (error instanceof AbortedTransactionError) {
    return { kind: 'retry', otherwise: unavailable('database-busy', 'the transaction was rolled back') };
  }
  if (!(error instanceof Error)) return { kind: 'bug' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (retried.has(code)) return { kind: 'retry', otherwise: unavailable('database-busy', error.message) };
  if (lostClasses.has(code.slice(0, 2)) || brokenSockets.has(code) || lostMessages.test(error.message)) {
    return { kind: 'retry', otherwise: unavailable('database-lost', error.message) };
  }
  if (code === '53100') return { kind: 'unavailable', outcome: unavailable('disk-full', error.message) };
  if (code.startsWith('53')) {
    return { kind: 'retry', otherwise: unavailable('database-busy', error.message) };
  }
  // Class 58 is the server's own file system, 25006 a server that only reads (a stand-by that was not promoted).
  if (code.startsWith('58') || code === '25006') {
    return { kind: 'unavailable', outcome: unavailable('database-lost', error.message) };
  }
  return { kind: 'bug' };
}

function unavailable(reason: Unavailable['reason'], message: string): Unavailable {
  return { status: 'unavailable', reason, detail: `PostgreSQL: ${message}.` };
}

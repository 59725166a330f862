import { STATUS_CODES } from 'node:http';
import { responseOf, type Answer } from './answer.ts';

/**
 * One place in what was sent, and what is wrong there. The place is a JSON Pointer (RFC 6901) into the body, or a
 * parameter of the address. Never holds any of the input.
 */
export type FieldError = { readonly detail: string } & (
  { readonly pointer: string } | { readonly parameter: string }
);

/** Why a request gets no answer of its own. `detail` is a sentence for people and never holds any of the input. */
export interface Problem {
  readonly status: number;
  /** Short and lasting, for programs; the problem's `type` ends with it. */
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

export const problemKinds = [
  'not-found',
  'method-not-allowed',
  'wrong-content-type',
  'not-json',
  'too-deep',
  'too-large',
  'invalid-submission',
  'unknown-version',
  'invalid-query',
  'unknown-cursor',
  'idempotency-key',
  'other-body',
  'foreign-origin',
  'unknown-rig',
  'wrong-token',
  'no-token',
  'too-many-requests',
  'unavailable',
  'fault',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** RFC 9457. */
export const problemType = 'application/problem+json';

/** What reaches every program that asks, wherever its page came from; only answers to GET are for other sites. */
export function problemAnswer({ status, kind, detail, errors, headers = {} }: Problem): Answer {
  const body = {
    type: `/api/v1/problems/${kind}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    ...(errors === undefined ? {} : { errors }),
  };
  return {
    status,
    headers: { 'content-type': problemType, 'cache-control': 'no-store', ...headers },
    text: JSON.stringify(body),
  };
}

export function problemResponse(problem: Problem): Response {
  return responseOf(problemAnswer(problem));
}

export const fault: Problem = {
  status: 500,
  kind: 'fault',
  detail: 'A fault in this server. It has been logged there.',
};

export const unavailable: Problem = {
  status: 503,
  kind: 'unavailable',
  detail: 'The leaderboard cannot be reached at the moment. Nothing was changed; try again later.',
  headers: { 'retry-after': '30' },
};

import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Answers a request at once, or says false and has not touched it.
 * @param shared headers that every response of the server carries
 */
export type AnswerDirectly = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  shared: Readonly<Record<string, string>>,
) => boolean;

const key = Symbol.for('inferometer.answer-directly');

/**
 * The built site and the server around it (scripts/server.ts) are separate programs in one process, with no module in
 * common; so the one leaves this for the other under a name that both know.
 */
export function offerDirectAnswers(answer: AnswerDirectly): void {
  (globalThis as Record<symbol, unknown>)[key] = answer;
}

/** Null where the site has not started. */
export function offeredDirectAnswers(): AnswerDirectly | null {
  return ((globalThis as Record<symbol, unknown>)[key] as AnswerDirectly | undefined) ?? null;
}

import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Environment } from '#lib/core/results/run-document.ts';

/**
 * What only this rig knows, and everything random in its submissions comes from: a submission that has to be built
 * again after a power loss is the same to the last byte, so that the server can tell a repetition from a new result.
 * Not the key, which the server knows.
 */
export interface RigSecret {
  /** The address of a run's result: 32 hexadecimal digits. */
  resultIdOf(runId: string): string;
  /** SHA-256 of the token that would delete it, in hexadecimal. */
  deletionTokenSha256Of(runId: string): string;
  /** Stands for one browser of this rig on the board with that key; browsers of one rig do not replace each other. */
  slotOf(environment: Environment, boardKey: string): string;
}

/** 32 bytes in hexadecimal. */
export function newSecretText(): string {
  return randomBytes(32).toString('hex');
}

export function rigSecret(text: string): RigSecret {
  const derive = (purpose: string, ...of: readonly string[]) =>
    createHmac('sha256', text)
      .update(JSON.stringify([purpose, ...of]))
      .digest('hex');
  return {
    resultIdOf: (runId) => derive('result', runId).slice(0, 32),
    deletionTokenSha256Of: (runId) =>
      createHash('sha256').update(derive('deletion-token', runId)).digest('hex'),
    slotOf: ({ browser, os, formFactor, headless }, boardKey) =>
      derive('slot', browser.family, os.family, formFactor, String(headless), boardKey),
  };
}

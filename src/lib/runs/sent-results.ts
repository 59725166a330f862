import * as v from 'valibot';

/** What this browser remembers of the leaderboard, in its local storage. Nothing of it but digests is ever sent. */
const hexadecimal = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const sentResultSchema = v.object({
  resultId: hexadecimal(32),
  /** Deletes the result; exists only here. */
  token: hexadecimal(64),
  modelName: v.string(),
  /** For example `2026-11-24`. */
  sentOn: v.string(),
});
const memorySchema = v.object({ secret: hexadecimal(64), sent: v.array(sentResultSchema) });
export type SentResult = v.InferOutput<typeof sentResultSchema>;
type Memory = v.InferOutput<typeof memorySchema>;

const storageKey = 'inferometer-leaderboard';

/** Where the browser gives no storage: this page's own secret, gone with it. */
let unstored: Memory | null = null;

/** Random hexadecimal digits. */
export function randomDigits(digits: number): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(digits / 2));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The secret that this browser's slots are made with; made when it is first asked for. */
export function clientSecret(): string {
  const memory = recall();
  // Written down at once: a secret that is made anew for each result would make one visitor look like several.
  if (memory.status === 'new') write(memory.memory);
  return memory.memory.secret;
}

/** Results sent from this browser, newest first. */
export function listSent(): readonly SentResult[] {
  return recall().memory.sent;
}

/** False where the browser does not keep it, so that the result cannot be deleted later. */
export function rememberSent(result: SentResult): boolean {
  const { memory } = recall();
  return write({ ...memory, sent: [result, ...memory.sent] });
}

export function forgetSent(resultId: string): void {
  const { memory } = recall();
  write({ ...memory, sent: memory.sent.filter((each) => each.resultId !== resultId) });
}

function recall(): { readonly status: 'kept' | 'new'; readonly memory: Memory } {
  if (unstored !== null) return { status: 'kept', memory: unstored };
  const parsed = v.safeParse(memorySchema, readStorage());
  if (parsed.success) return { status: 'kept', memory: parsed.output };
  return { status: 'new', memory: { secret: randomDigits(64), sent: [] } };
}

function readStorage(): unknown {
  try {
    return JSON.parse(globalThis.localStorage.getItem(storageKey) ?? 'null');
  } catch (error) {
    // Blocked site data (SecurityError), or text that is no JSON.
    if (error instanceof DOMException || error instanceof SyntaxError) return null;
    throw error;
  }
}

function write(memory: Memory): boolean {
  try {
    globalThis.localStorage.setItem(storageKey, JSON.stringify(memory));
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    unstored = memory;
    return false;
  }
}

import { siteAnswers } from './site-answers.ts';
import { problemWords } from './words/problems.ts';

export type Loaded<Value> =
  | { readonly status: 'loaded'; readonly value: Value }
  /** `message` is a sentence for people. */
  | { readonly status: 'missing'; readonly message: string };

/**
 * Waits for code of the page, and for nothing that rejects for another reason: it does not come where the connection is
 * lost or the site has a newer version.
 */
export async function loadedOrMissing<Value>(loading: Promise<Value>): Promise<Loaded<Value>> {
  try {
    return { status: 'loaded', value: await loading };
  } catch {
    const message = (await siteAnswers()) ? problemWords.partMissing : problemWords.unreachable;
    return { status: 'missing', message };
  }
}

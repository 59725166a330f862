import { siteAnswers } from './site-answers.ts';
import { problemWords } from './words/problems.ts';

export type Loaded<Value> =
  | { readonly status: 'loaded'; readonly value: Value }
  /** `message` is a sentence for people. */
  | { readonly status: 'missing'; readonly message: string };

/**
 * Waits for what the page needs and may not get: where the connection is lost, or, with the sentence `otherwise`, for a
 * reason of its own. Code of the page does not come where the site has a newer version.
 */
export async function loadedOrMissing<Value>(
  loading: Promise<Value>,
  otherwise: string = problemWords.partMissing,
): Promise<Loaded<Value>> {
  try {
    return { status: 'loaded', value: await loading };
  } catch {
    const message = (await siteAnswers()) ? otherwise : problemWords.unreachable;
    return { status: 'missing', message };
  }
}

import { browser } from '$app/environment';
import { BenchPage } from './bench-page.svelte.ts';

let session: BenchPage | null = null;

/**
 * The measuring page's state, which outlives its component: whoever reads about the method in the middle of a run, or
 * follows a figure to its definition, comes back to what was there. The server makes a new one for every visitor.
 */
export function benchSession(): BenchPage {
  if (!browser) return new BenchPage();
  // What is derived belongs to the effect that it was made in, and goes stale with it: this belongs to no component.
  if (session === null) $effect.root(() => void (session = new BenchPage()));
  if (session === null) throw new Error('The root runs at once.');
  return session;
}

import { browser } from '$app/environment';
import { BenchPage } from './bench-page.svelte.ts';

let session: BenchPage | null = null;

/**
 * The measuring page's state, which outlives its component: whoever reads about the method in the middle of a run, or
 * follows a figure to its definition, comes back to what was there. The server makes a new one for every visitor.
 */
export function benchSession(): BenchPage {
  if (!browser) return new BenchPage();
  return (session ??= new BenchPage());
}

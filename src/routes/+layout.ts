import { browser } from '$app/environment';
import type { LayoutLoad } from './$types';

/**
 * Lets the browser answer whoever waits between evaluating a page's modules and taking the page over, which would
 * otherwise be one long task. Once for each visit.
 */
export const load: LayoutLoad = async () => {
  if (browser) await new Promise((resolve) => setTimeout(resolve));
};

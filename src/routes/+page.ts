import { readCrowd } from '#lib/ui/crowd.ts';
import type { PageLoad } from './$types';

/** In the first answer the server asks itself; later the page asks, and goes on without an answer. */
export const load: PageLoad = async ({ fetch }) => ({ crowd: await readCrowd(fetch) });

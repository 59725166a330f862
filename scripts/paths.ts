import { fileURLToPath } from 'node:url';

/** The project's folder, with a separator at its end. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** What may be thrown away at any time and is made again: it lies in node_modules, so that `npm ci` clears it too. */
export const cacheFolder = fileURLToPath(new URL('../node_modules/.cache/inferometer/', import.meta.url));

import type { Plugin } from 'vite';
import { isolationHeaders } from './isolation-headers.ts';

/**
 * Sends the isolation headers with every kind of response. Vite's `server.headers` misses the page and `static/`, so
 * this plugin's middleware goes in before SvelteKit's.
 */
export const isolation: Plugin = {
  name: 'isolation-headers',
  enforce: 'pre',
  configureServer: (server) => void server.middlewares.use(setIsolationHeaders),
  configurePreviewServer: (server) => void server.middlewares.use(setIsolationHeaders),
};

function setIsolationHeaders(
  _request: unknown,
  response: { setHeader(name: string, value: string): unknown },
  next: () => void,
): void {
  for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
  next();
}

import type { Rendered } from './page-cache.ts';

/**
 * Lets a browser paint a page before it is sent for the page's scripts: what was rendered can be read without them, and
 * on a slow phone or network they would take its time. SvelteKit names the scripts in `Link` headers, and starts them in
 * an inline script that asks for two of them; here that script first waits for a frame, and then names them all. A page
 * in the background, which paints no frame, does not wait. A page without that script is given back as it is.
 */
export function paintFirst({ html, response }: Rendered): Rendered {
  const links = response.headers.get('link') ?? '';
  const addresses = [...links.matchAll(/<([^>]+)>;\s*rel="modulepreload"/g)].map((match) => match[1]);
  const start = startOfScripts.exec(html);
  if (addresses.length === 0 || start === null) return { html, response };
  response.headers.delete('link');
  const other = links.split(/,\s*(?=<)/).filter((link) => !link.includes('rel="modulepreload"'));
  if (other.length > 0) response.headers.set('link', other.join(', '));
  const delayed = `${afterFirstFrame(JSON.stringify(addresses))}.then(() => ${start[0]})`;
  return { html: html.slice(0, start.index) + delayed + html.slice(start.index + start[0].length), response };
}

const startOfScripts = /Promise\.all\(\[\s*import\("[^"]+"\),\s*import\("[^"]+"\)\s*\]\)/;

/**
 * In a first frame's callback nothing is painted yet; in the second one's it is. To ask for a file takes a millisecond or
 * more: some at a time, for a touch not to wait for all of them.
 */
const afterFirstFrame = (addresses: string): string => `new Promise((start) => {
						if (document.hidden) start();
						else requestAnimationFrame(() => requestAnimationFrame(start));
					}).then(() => new Promise((start) => {
						const addresses = ${addresses};
						const ask = () => {
							for (const href of addresses.splice(0, document.hidden ? addresses.length : 5))
								document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
							if (addresses.length > 0) setTimeout(ask);
							else start();
						};
						ask();
					}))`;

/**
 * Asks the browser to load a page's scripts behind everything that the page can already be read with. SvelteKit names
 * them in `Link` headers without a priority, and Chromium then loads them at the same one as styles.
 */
export function paintFirst(response: Response): Response {
  const links = response.headers.get('link');
  if (links === null) return response;
  response.headers.set(
    'link',
    links.replaceAll('rel="modulepreload"', 'rel="modulepreload"; fetchpriority="low"'),
  );
  return response;
}

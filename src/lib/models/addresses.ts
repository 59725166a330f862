import { visibleText } from '#lib/core/visible-text.ts';

/**
 * The address to read from, or null where the text is none: `https:` and `http:` as they stand, and paths of this
 * site, which begin with `/` or `.`, so that a forgotten `https://` is not looked for here.
 */
export function parseAddress(text: string, siteRoot: string | null): URL | null {
  const isPath = /^\/(?!\/)|^\.\.?\//.test(text);
  if (isPath) return siteRoot === null ? null : urlOf(text, siteRoot);
  const url = /^https?:\/\//i.test(text) ? urlOf(text) : null;
  // Fetch rejects addresses with a user name or a password.
  return url === null || url.username !== '' || url.password !== '' ? null : url;
}

/** `URL.parse` is younger (Safari 18) than browsers that can do everything else here. */
export function urlOf(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/** The root of the site that this page or worker came from; null outside a browser. */
export function ownSiteRoot(): string | null {
  const own = (globalThis as { location?: { origin: string } }).location?.origin;
  return own === undefined || own === 'null' ? null : `${own}/`;
}

/**
 * Whether the browser keeps a page of this site from reading the address because it is not an https one: by the site's
 * own policy (`connect-src` in svelte.config.js), which lets in what this very machine and the site itself serve.
 */
export function isInsecure(url: URL, siteRoot: string | null): boolean {
  if (url.protocol !== 'http:' || siteRoot === null) return false;
  return url.origin !== urlOf(siteRoot)?.origin && !/^(localhost|127\.0\.0\.1)$/.test(url.hostname);
}

/** The last part of an address's path, for people; the host where the path is empty. */
export function fileNameOf(url: URL): string {
  return visibleText(decoded(url.pathname.split('/').findLast((part) => part !== '') ?? '')) || url.host;
}

export function hostOf(address: string): string {
  return urlOf(address)?.host ?? 'This site';
}

/**
 * Where the file itself lies, for an address that is known to be a page about it: the `blob` pages of Hugging Face,
 * GitHub and GitLab. Null for every other address. GitHub's `/raw/` link redirects without CORS headers, so its other
 * host is named.
 */
export function fileAddress(address: string): string | null {
  const url = urlOf(address);
  if (url === null) return null;
  const parts = url.pathname.split('/');
  const blob = parts.indexOf('blob');
  if (blob < 3) return null;
  const [before, after] = [parts.slice(0, blob).join('/'), parts.slice(blob + 1).join('/')];
  if (/^(www\.)?github\.com$/.test(url.host)) return `https://raw.githubusercontent.com${before}/${after}`;
  if (/^(www\.)?(huggingface\.co|hf\.co)$/.test(url.host)) return `${url.origin}${before}/resolve/${after}`;
  if (url.host === 'gitlab.com') return `${url.origin}${before}/raw/${after}`;
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}

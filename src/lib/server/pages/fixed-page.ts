import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/**
 * A rendered page that may be sent again, to anybody. Rendering gives every page a nonce of its own, which must not be
 * used twice: here the policy names the hashes of the page's inline scripts and styles instead.
 */
export interface FixedPage {
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
  readonly body: Buffer;
  /** Compressed when it is first asked for. */
  readonly compressed: () => Promise<Buffer>;
}

const policyHeader = 'content-security-policy';
/** All others are the server's own, or belong to one answer. */
const keptHeaders = ['content-type', 'cache-control', 'link', 'x-sveltekit-page'];

/** Null for what cannot be kept: anything but a whole page, or one whose policy is not understood. */
export function fixPage(headers: Headers, html: string): FixedPage | null {
  const policy = headers.get(policyHeader);
  if (policy === null || headers.has('set-cookie')) return null;
  const nonce = /'nonce-([\w+/=-]+)'/.exec(policy)?.[1];
  if (nonce === undefined) return null;
  const pieces = html.split(` nonce="${nonce}"`);
  const hashes = { script: '', style: '' };
  for (const [index, before] of pieces.slice(0, -1).entries()) {
    const element = before.startsWith('<style', before.lastIndexOf('<')) ? 'style' : 'script';
    const after = pieces[index + 1] ?? '';
    const text = after.slice(after.indexOf('>') + 1, after.indexOf(`</${element}>`));
    hashes[element] += ` 'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  }
  const fixedPolicy = policy
    .split(';')
    .map((directive) =>
      directive.replace(
        ` 'nonce-${nonce}'`,
        hashes[directive.trim().startsWith('style') ? 'style' : 'script'],
      ),
    )
    .join(';');
  const text = pieces.join('');
  // Something else holds the nonce that is not understood here.
  if (text.includes(nonce) || fixedPolicy.includes(nonce)) return null;
  const body = Buffer.from(text);
  const kept = keptHeaders.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  let compressed: Promise<Buffer> | null = null;
  return {
    headers: { ...Object.fromEntries(kept), [policyHeader]: fixedPolicy, vary: 'accept-encoding' },
    etag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    body,
    compressed: () => (compressed ??= promisify(gzip)(body)),
  };
}

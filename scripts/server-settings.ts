import { resolve } from 'node:path';
import type { ServerSettings } from './server.ts';

/**
 * The server's settings from PORT (3000), HOST (every address), ORIGIN and DATA_DIR (`data`), or a sentence that says
 * which of them is wrong. An empty value is none.
 */
export function readServerSettings(
  environment: Record<string, string | undefined>,
): { status: 'read'; settings: ServerSettings } | { status: 'wrong'; message: string } {
  const portText = environment['PORT']?.trim() || '3000';
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) {
    return { status: 'wrong', message: `PORT is "${portText}", but must be a whole number from 0 to 65535.` };
  }
  const host = environment['HOST']?.trim() || undefined;
  if (host !== undefined && !/^[\w.:-]+$/.test(host)) {
    return {
      status: 'wrong',
      message: `HOST is "${host}", but must be a host name or an address, such as 127.0.0.1.`,
    };
  }
  const originText = environment['ORIGIN']?.trim() || undefined;
  const origin = originText === undefined ? undefined : readOrigin(originText);
  if (originText !== undefined && origin === undefined) {
    return {
      status: 'wrong',
      message: `ORIGIN is "${originText}", but must be where visitors reach the site, such as https://example.org.`,
    };
  }
  const dataDir = resolve(environment['DATA_DIR']?.trim() || 'data');
  return { status: 'read', settings: { port, host, origin, dataDir } };
}

/** A scheme, a host and perhaps a port, and nothing else. */
function readOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isOrigin = /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  return isOrigin ? url.origin : undefined;
}

import { createHash } from 'node:crypto';
import type { Problem } from './problem.ts';

export type ReadBody =
  | { readonly status: 'read'; readonly json: unknown; readonly bodySha256: string }
  | { readonly status: 'refused'; readonly problem: Problem };

/** No document of ours nests deeper than nine. */
const deepestNesting = 20;

/** The connection ends with the answer: what the sender still has to say is not read. */
const closing = { connection: 'close' };

/** What was sent, whatever it came through. */
export interface SentBody {
  /** Null as soon as there are more bytes than that; the rest is left unread. */
  readonly read: (bytesLimit: number) => Promise<Uint8Array | null>;
}

/** A header by its name in small letters; null without one. */
export type Header = (name: string) => string | null;

/** Reads a request's JSON, at most `bytesLimit` bytes of it. Nothing of it is in a problem's text. */
export async function readJsonBody(header: Header, body: SentBody, bytesLimit: number): Promise<ReadBody> {
  const type = header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    return refused(415, 'wrong-content-type', 'Send the document as application/json.', closing);
  }
  const encoding = header('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity') {
    return refused(415, 'wrong-content-type', 'Send the document without a content encoding.', closing);
  }
  const declared = Number(header('content-length') ?? 0);
  const bytes = declared > bytesLimit ? null : await body.read(bytesLimit);
  if (bytes === null) {
    return refused(413, 'too-large', `A submission may have at most ${bytesLimit} bytes.`, closing);
  }
  return parse(bytes);
}

function parse(bytes: Uint8Array): ReadBody {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused(400, 'not-json', 'The body is not UTF-8 text.');
  }
  if (nestsTooDeep(text)) {
    return refused(400, 'too-deep', `The JSON nests deeper than ${deepestNesting} levels.`);
  }
  try {
    const json: unknown = JSON.parse(text);
    return { status: 'read', json, bodySha256: createHash('sha256').update(bytes).digest('hex') };
  } catch {
    return refused(400, 'not-json', 'The body is not JSON.');
  }
}

/** The stream is not cancelled: SvelteKit would end the connection with it, before the answer is out. */
export function bodyOfRequest({ body }: Request): SentBody {
  return { read: (bytesLimit) => readStream(body, bytesLimit) };
}

async function readStream(
  body: ReadableStream<Uint8Array> | null,
  bytesLimit: number,
): Promise<Uint8Array | null> {
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const piece = await reader?.read();
    if (piece?.value === undefined) return Buffer.concat(chunks);
    length += piece.value.byteLength;
    if (length > bytesLimit) return null;
    chunks.push(piece.value);
  }
}

/** Before parsing: brackets outside of texts, counted. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inText) {
      if (code === backslash) index++;
      else if (code === quote) inText = false;
    } else if (code === quote) inText = true;
    else if (code === openBracket || code === openBrace) {
      if (++depth > deepestNesting) return true;
    } else if (code === closeBracket || code === closeBrace) depth--;
  }
  return false;
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = [
  0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
];

function refused(
  status: number,
  kind: Problem['kind'],
  detail: string,
  headers: Record<string, string> = {},
): ReadBody {
  return { status: 'refused', problem: { status, kind, detail, headers } };
}

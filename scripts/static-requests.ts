import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Makes a request for a file one that sirv 3 answers rightly. As it is, sirv takes `bytes=-5` for the first six bytes,
 * throws on a range that ends before it starts, and cuts ranges out of the compressed file.
 */
export function prepareFileRequest(request: IncomingMessage): void {
  const { range, 'accept-encoding': accepted } = request.headers;
  if (range !== undefined) request.headers['accept-encoding'] = 'identity';
  else if (accepted !== undefined) request.headers['accept-encoding'] = withoutRefused(accepted);
  // Our entity tags are weak, which If-Range must not match (RFC 9110, 13.1.5): the whole file is the right answer.
  if (request.headers['if-range'] !== undefined) delete request.headers.range;
}

/** `gzip;q=0` refuses gzip; sirv looks for the word only. */
function withoutRefused(accepted: string): string {
  return accepted
    .split(',')
    .filter((part) => !/;\s*q=0(\.0+)?\s*$/i.test(part))
    .join(',');
}

/** Rewrites the request's range into the one form that sirv reads, or drops it where it must be ignored. */
export function normaliseRange(request: IncomingMessage, sizeBytes: number): void {
  const header = request.headers.range;
  if (header === undefined) return;
  const range = readRange(header, sizeBytes);
  if (range === undefined) delete request.headers.range;
  else request.headers.range = `bytes=${range.first}-${range.last}`;
}

/**
 * The byte range that a `Range` header asks for, both ends included; `first` at or past the size cannot be satisfied.
 * Undefined where the header must be ignored (RFC 9110, 14.2): not one well-formed range of bytes.
 */
export function readRange(header: string, sizeBytes: number): { first: number; last: number } | undefined {
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header);
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const end = sizeBytes - 1;
  if (first === '') {
    if (Number(last) === 0) return { first: sizeBytes, last: sizeBytes };
    return { first: Math.max(0, sizeBytes - Number(last)), last: end };
  }
  if (last === '') return { first: Number(first), last: Math.max(end, Number(first)) };
  if (Number(last) < Number(first)) return undefined;
  return { first: Number(first), last: Number(last) };
}

/**
 * Ends the response when its file cannot be read, for instance because a new build has replaced it while an old server
 * runs: sirv leaves that error unheard, which would end the server.
 */
export function surviveReadErrors(response: ServerResponse): void {
  response.on('pipe', (source: NodeJS.ReadableStream) => {
    source.on('error', () => response.destroy());
  });
}

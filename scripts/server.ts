import { existsSync } from 'node:fs';
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sirv from 'sirv';
import { offeredDirectAnswers } from '#lib/server/api/direct-answers-key.ts';
import { isForm, refuseForm, requestLimits } from './api-requests.ts';
import { buildFolder } from './build.ts';
import { isolationHeaders } from './isolation-headers.ts';
import { normaliseRange, prepareFileRequest, surviveReadErrors } from './static-requests.ts';

export type ServerSettings = {
  /** 0 takes a free one. */
  port: number;
  /** Address to listen on; undefined is every address of this machine. */
  host?: string | undefined;
  /** How visitors reach the site, where that is not `http://` and the Host header: behind a proxy. */
  origin?: string | undefined;
  dataDir: string;
};

export type RunningServer = { url: string; close: () => Promise<void> };

/** A reason that the person can do something about, as a sentence. */
export class ServerStartError extends Error {}

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => unknown;

/** Carried by every response, errors included. */
const responseHeaders: Record<string, string> = {
  ...isolationHeaders,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Set by this server on every request, so that a visitor's own header of that name counts for nothing. */
const protocolHeader = 'x-inferometer-protocol';

const contentTypes: Record<string, string> = {
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
  '.ort': 'application/octet-stream',
};

const closeLimitMs = 5_000;

/**
 * Serves the built site: files first (compressed siblings, entity tags, ranges), then SvelteKit's pages and endpoints.
 * One per process: adapter-node reads its settings from the environment when it is loaded.
 * @throws ServerStartError when the port is taken, the address does not exist, or the data folder cannot be written
 */
export async function startServer(settings: ServerSettings): Promise<RunningServer> {
  const pages = await loadPages(settings);
  const answerDirectly = offeredDirectAnswers();
  const files = serveFiles(join(buildFolder, 'client'));
  const server = createServer(requestLimits, (request, response) => {
    if (!isForm(request) && answerDirectly?.(request, response, responseHeaders) === true) return;
    withResponseHeaders(response);
    surviveReadErrors(response);
    request.headers[protocolHeader] = 'http';
    if (!refuseForm(request, response)) answer(request, response, files, pages);
  });
  server.on('clientError', refuseMalformed);
  await listen(server, settings);
  const { port } = server.address() as AddressInfo;
  return { url: `http://${urlHost(settings.host)}:${port}`, close: () => close(server) };
}

async function loadPages(settings: ServerSettings): Promise<Handler> {
  process.env['DATA_DIR'] = settings.dataDir;
  // The endpoint has a limit of its own, and answers in its own words; the adapter's only has to lie above it.
  process.env['BODY_SIZE_LIMIT'] = '1M';
  if (settings.origin === undefined) {
    delete process.env['ORIGIN'];
    process.env['PROTOCOL_HEADER'] = protocolHeader;
  } else {
    process.env['ORIGIN'] = settings.origin;
  }
  const path = join(buildFolder, 'handler.js');
  if (!existsSync(path)) throw new ServerStartError('The site is not built: run npm start, which builds it.');
  try {
    const module = (await import(pathToFileURL(path).href)) as { handler: Handler };
    return module.handler;
  } catch (error) {
    // How the leaderboard's store says that its folder cannot be used (src/lib/server/leaderboard/open-store.ts).
    if (error instanceof Error && error.name === 'StoreOpenError') throw new ServerStartError(error.message);
    throw error;
  }
}

function serveFiles(folder: string): Handler {
  const serve = sirv(folder, {
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders: (response, path, facts) => {
      const type = contentTypes[/\.\w+$/.exec(path)?.[0] ?? ''];
      if (type !== undefined) response.setHeader('Content-Type', type);
      const isImmutable = path.startsWith('/_app/immutable/');
      response.setHeader('Cache-Control', isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      response.setHeader('Accept-Ranges', 'bytes');
      normaliseRange(response.req, facts.size);
    },
  });
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    prepareFileRequest(request);
    return serve(request, response, next);
  };
}

function answer(request: IncomingMessage, response: ServerResponse, files: Handler, pages: Handler): void {
  const fail = (error: unknown): void => {
    process.stderr.write(
      `${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    refuse(response, 500);
  };
  try {
    files(request, response, () => {
      Promise.resolve(pages(request, response, () => refuse(response, 404))).catch(fail);
    });
  } catch (error) {
    fail(error);
  }
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${STATUS_CODES[status]}\n`);
}

/** Puts the headers in at the last moment: SvelteKit removes those that were set before when a page fails. */
function withResponseHeaders(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...parameters: unknown[]) => ServerResponse;
  response.writeHead = (...parameters: unknown[]) => {
    for (const [name, value] of Object.entries(responseHeaders)) response.setHeader(name, value);
    return writeHead(...parameters);
  };
}

const malformedStatus: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** What Node's parser refuses never becomes a request: the answer is written by hand. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = malformedStatus[error.code ?? ''] ?? 400;
  const lines = Object.entries({ ...responseHeaders, Connection: 'close', 'Content-Length': '0' });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  );
}

function listen(server: Server, { port, host }: ServerSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(startError(error, port, host)));
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => resolve());
  });
}

function startError(error: NodeJS.ErrnoException, port: number, host: string | undefined): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ServerStartError(
        `Port ${port} is in use: stop the program that uses it, or choose another port with PORT=${port + 1} npm start.`,
      );
    case 'EACCES':
      return new ServerStartError(`This account may not use port ${port}: choose one above 1023 with PORT.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ServerStartError(`HOST is ${host}, which is not an address of this machine.`);
    default:
      return error;
  }
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const limit = setTimeout(() => server.closeAllConnections(), closeLimitMs);
  server.closeIdleConnections();
  await closed;
  clearTimeout(limit);
  // adapter-node's own signal, which hooks.server.ts listens to; its listeners' promises are nobody's to await.
  process.emit('sveltekit:shutdown' as never, 'close' as never);
}

function urlHost(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

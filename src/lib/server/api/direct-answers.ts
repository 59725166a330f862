import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { ReadyAnswer } from './answer-cache.ts';
import { readerHeaders } from './finish-answer.ts';
import type { AnswerDirectly } from './direct-answers-key.ts';
import { fault, problemAnswer } from './problem.ts';
import { caching, hasTag } from './read-boards.ts';
import { answerPost } from './results.ts';
import type { Service } from './service.ts';

const resultsPath = '/api/v1/results';

/**
 * The two things that a busy leaderboard does all day, past SvelteKit, whose requests, streams and responses cost more
 * than the work itself: what was asked before is answered from the cache, and results are taken. All else, and every
 * first question of an epoch, goes the usual way, and gets the same answers.
 * @param siteOrigin where visitors reach the site; null takes the host that they name
 */
export function directAnswers(service: Service, siteOrigin: string | null): AnswerDirectly {
  return (incoming, outgoing, shared) => {
    const { method, url = '' } = incoming;
    if (method === 'POST' && url === resultsPath) {
      const origin = siteOrigin ?? originOf(incoming.headers.host);
      void take(service, incoming, origin).then((answer) =>
        send(service, incoming, outgoing, shared, answer),
      );
      return true;
    }
    if (method !== 'GET') return false;
    const ready = service.answers.atAddress(service.store.epoch(), url);
    if (ready === null) return false;
    sendReady(service, ready, incoming, outgoing, shared);
    return true;
  };
}

function sendReady(
  { metrics }: Service,
  { tag, json }: ReadyAnswer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  shared: Readonly<Record<string, string>>,
): void {
  const isKnown = hasTag(incoming.headers['if-none-match'] ?? null, tag);
  const headers = { ...shared, ...readerHeaders, etag: tag, 'cache-control': caching };
  metrics.countAnswer('GET', isKnown ? 304 : 200);
  if (isKnown) {
    outgoing.writeHead(304, headers).end();
    return;
  }
  const length = String(json.byteLength);
  outgoing.writeHead(200, { ...headers, 'content-type': 'application/json', 'content-length': length });
  outgoing.end(json);
}

async function take(service: Service, incoming: IncomingMessage, origin: string): Promise<Answer | null> {
  try {
    return await answerPost(service, {
      header: (name) => headerOf(incoming, name),
      body: { read: (bytesLimit) => readBytes(incoming, bytesLimit) },
      origin,
      address: incoming.socket.remoteAddress ?? '',
    });
  } catch (error) {
    if (incoming.destroyed) return null;
    process.stderr.write(`POST ${resultsPath}: ${error instanceof Error ? error.stack : String(error)}\n`);
    return problemAnswer(fault);
  }
}

function send(
  { metrics }: Service,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  shared: Readonly<Record<string, string>>,
  answer: Answer | null,
): void {
  if (answer === null) {
    outgoing.destroy();
    return;
  }
  metrics.countAnswer(incoming.method ?? '', answer.status);
  const length = String(Buffer.byteLength(answer.text ?? ''));
  outgoing.writeHead(answer.status, { ...shared, ...answer.headers, 'content-length': length });
  outgoing.end(answer.text);
}

function headerOf(incoming: IncomingMessage, name: string): string | null {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

/** As SvelteKit tells it to the routes; empty, which no sender's origin is, where the host is none. */
function originOf(host: string | undefined): string {
  const url = `http://${host ?? ''}`;
  return URL.canParse(url) ? new URL(url).origin : '';
}

/** Null as soon as there are more bytes than that; the rest is left unread. */
function readBytes(incoming: IncomingMessage, bytesLimit: number): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.byteLength;
      if (length <= bytesLimit) {
        chunks.push(chunk);
        return;
      }
      incoming.off('data', take).pause();
      resolve(null);
    };
    incoming.on('data', take);
    incoming.once('end', () => resolve(chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks)));
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('The sender went away.')));
  });
}

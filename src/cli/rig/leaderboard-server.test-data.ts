import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server does with the next request: an answer, or the connection cut once the body has been stored. */
export type Behaviour =
  'take' | 'store-and-cut' | 'store-and-hang' | { readonly status: number; readonly retryAfter?: string };

/**
 * A real HTTP server that keeps the contract of `POST /api/v1/results`: a rig's key, the id as Idempotency-Key, 201 for
 * the same body again and 409 for another, problems as RFC 9457 has them.
 */
export class LeaderboardServer {
  readonly key = 'rig-key-0123456789';
  readonly stored = new Map<string, string>();
  /** Every request that came through, by its id. */
  readonly requests: string[] = [];
  /** Taken one by one; when there is none left, requests are taken. */
  readonly behaviours: Behaviour[] = [];
  onRequest: () => void = () => undefined;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const id = String(request.headers['idempotency-key']);
        const body = Buffer.concat(chunks).toString('utf8');
        this.requests.push(id);
        const behaviour = this.behaviours.shift() ?? 'take';
        const answer = (status: number, detail: string, headers: Record<string, string> = {}) => {
          response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
          response.end(JSON.stringify({ status, detail }));
        };
        if (request.method !== 'POST' || request.url !== '/api/v1/results') answer(404, 'Nothing is here.');
        else if (request.headers.authorization !== `Bearer ${this.key}`)
          answer(401, 'The key is of no rig that this server knows.');
        else if (typeof behaviour === 'object')
          answer(
            behaviour.status,
            'So it is.',
            behaviour.retryAfter === undefined ? {} : { 'retry-after': behaviour.retryAfter },
          );
        else if (this.stored.has(id) && this.stored.get(id) !== body) answer(409, 'Another body.');
        else {
          this.stored.set(id, body);
          if (behaviour === 'take') answer(201, 'Taken.');
          if (behaviour === 'store-and-cut') request.socket.destroy();
        }
        this.onRequest();
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

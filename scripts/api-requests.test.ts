import { createServer, type ServerOptions } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { refuseForm, requestLimits } from './api-requests.ts';

let close = () => {};
afterEach(() => close());

/** A real server with those limits that answers a request once its body has come. */
async function serve(options: ServerOptions): Promise<number> {
  const server = createServer(options, (request, response) => {
    if (!refuseForm(request, response)) request.resume().once('end', () => response.end('whole'));
  });
  server.on('clientError', (_, socket) => socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n'));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** All that the server says until it closes the connection. */
function trickle(port: number, head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(head));
    const drip = setInterval(() => socket.write('x'), 50);
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('error', reject);
    socket.on('close', () => {
      clearInterval(drip);
      resolve(answer);
    });
  });
}

const fast: ServerOptions = { headersTimeout: 300, requestTimeout: 600, connectionsCheckingInterval: 100 };

test('a request that comes byte by byte is ended, in its headers and in its body', async () => {
  const port = await serve(fast);
  const body = trickle(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n');
  const headers = trickle(port, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ');
  for (const answer of await Promise.all([body, headers])) expect(answer).toContain('408');
});

test('the limits that are used differ from those only in their lengths', () => {
  expect(Object.keys(requestLimits).sort()).toEqual(Object.keys(fast).sort());
});

test('forms are refused under /api and nowhere else', async () => {
  const port = await serve(requestLimits);
  const statusOf = async (path: string, type: string) =>
    (
      await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: 'a',
      })
    ).status;
  expect(await statusOf('/api/v1/results', 'text/plain; charset=utf-8')).toBe(415);
  expect(await statusOf('/api/v1/results', 'application/x-www-form-urlencoded')).toBe(415);
  expect(await statusOf('/api/v1/results', 'application/json')).toBe(200);
  expect(await statusOf('/elsewhere', 'text/plain')).toBe(200);
});

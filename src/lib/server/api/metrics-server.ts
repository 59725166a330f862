import { createServer } from 'node:http';
import { metricsType } from './metrics.ts';
import type { Service } from './service.ts';

/**
 * Serves `/metrics` on a port of its own, which the public does not reach, to whoever asks there.
 * @returns what ends it
 * @throws what Node throws where the port is taken or the address is none of this machine
 */
export async function startMetricsServer(
  { metrics, store }: Pick<Service, 'metrics' | 'store'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text(store).then(
      (text) => response.writeHead(200, { 'content-type': metricsType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

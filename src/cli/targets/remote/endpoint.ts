import { refused, valid, type Parsed } from '../../option-values.ts';

const answerLimitMs = 10_000;

/** Whether a browser listens at an HTTP address for Chrome's DevTools protocol; a sentence where something else does. */
export async function checkDevtools(endpoint: string): Promise<Parsed<{ product: string }>> {
  const address = URL.parse(endpoint);
  if (address === null || !['http:', 'https:', 'ws:', 'wss:'].includes(address.protocol))
    return refused(`${endpoint} is not the address of a browser; one is http://127.0.0.1:9222.`);
  // A WebSocket's address is the browser's own, and answers nothing else.
  if (address.protocol.startsWith('ws')) return valid({ product: 'a browser' });
  const url = new URL('/json/version', address);
  const response = await fetch(url, { signal: AbortSignal.timeout(answerLimitMs) }).catch(
    (error: Error) => error,
  );
  if (response instanceof Error) return refused(`${endpoint} ${silence(response)}`);
  const answer = (await response.json().catch(() => null)) as Record<string, unknown> | null;
  const product = answer?.['Browser'];
  if (!response.ok || typeof product !== 'string' || answer?.['webSocketDebuggerUrl'] === undefined)
    return refused(
      `${endpoint} speaks another protocol than Chrome's DevTools; start the browser with --remote-debugging-port.`,
    );
  return valid({ product });
}

function silence(error: Error): string {
  const code = (error.cause as { code?: string } | undefined)?.code;
  if (code === 'ECONNREFUSED') return 'refused the connection: no browser listens there.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'cannot be reached: no machine of that name was found.';
  if (error.name === 'TimeoutError') return `did not answer within ${answerLimitMs / 1000} seconds.`;
  return `does not speak HTTP, so it is no browser's DevTools.`;
}

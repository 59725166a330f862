import { ensureBuilt } from './build.ts';
import { fetchShelf } from './fetch-shelf.ts';
import { readServerSettings } from './server-settings.ts';
import { ServerStartError, startServer } from './server.ts';

await start();

async function start(): Promise<void> {
  const read = readServerSettings(process.env);
  if (read.status === 'wrong') return fail(read.message);
  await fetchShelf();
  const built = await ensureBuilt();
  if (built.status === 'failed') return fail(built.message);
  try {
    const server = await startServer(read.settings);
    await fetch(server.url);
    closeOnSignals(server.close);
    process.stdout.write(`Inferometer is at ${server.url}\n`);
    process.stderr.write(
      'Other devices can use it only over HTTPS, for instance through a proxy with ORIGIN set: browsers give threads and fine clocks to secure pages only.\n',
    );
  } catch (error) {
    if (error instanceof ServerStartError) return fail(error.message);
    throw error;
  }
}

/** The first signal closes in good order, the second at once. */
function closeOnSignals(close: () => Promise<void>): void {
  let isClosing = false;
  const stop = (): void => {
    if (isClosing) process.exit(1);
    isClosing = true;
    // The process ends by itself once the store's thread has closed its file.
    void close();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

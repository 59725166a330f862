import { ensureBuilt } from '../../scripts/build.ts';
import { ServerStartError, startServer, type RunningServer } from '../../scripts/server.ts';
import { refused, valid, type Parsed } from './option-values.ts';

/** Builds the site where it is not built, and serves it to this machine alone on a free port. */
export async function startSite(dataDir: string): Promise<Parsed<RunningServer>> {
  const built = await ensureBuilt();
  if (built.status === 'failed') return refused(built.message);
  try {
    return valid(await startServer({ port: 0, host: '127.0.0.1', dataDir }));
  } catch (error) {
    if (error instanceof ServerStartError) return refused(error.message);
    throw error;
  }
}

import { assembleStore } from './assemble-store.ts';
import type { Store } from './store.ts';

export interface StoreSettings {
  /** The folder of the SQLite file. */
  readonly dataDir: string;
  /** `postgres://…` takes PostgreSQL instead of the folder; undefined, empty or anything else the folder. */
  readonly databaseUrl?: string | undefined;
  /** Most that the SQLite file may grow to; without it the disk decides. */
  readonly maximumBytes?: number;
}

/** The database cannot be used; the message is a sentence for the person who started the server. */
export class StoreOpenError extends Error {
  override readonly name = 'StoreOpenError';
}

/**
 * Opens the leaderboard's database, brings its schema up to date and starts to publish in the background.
 * @throws StoreOpenError when the folder cannot be made or written, the file is damaged, or PostgreSQL does not answer
 */
export function openStore(settings: StoreSettings): Promise<Store> {
  return isPostgresql(settings.databaseUrl)
    ? openPostgresql(settings.databaseUrl)
    : openSqlite(settings.dataDir, settings.maximumBytes ?? null);
}

export function isPostgresql(databaseUrl: string | undefined): databaseUrl is string {
  return databaseUrl !== undefined && /^postgres(ql)?:\/\//.test(databaseUrl);
}

async function openSqlite(dataDir: string, maximumBytes: number | null): Promise<Store> {
  const { openReaderThread, openWriterThread } = await import('./sqlite/store-thread.ts');
  const settings = { dataDir, maximumBytes };
  const refuse = (detail: string): StoreOpenError =>
    new StoreOpenError(
      `The data folder ${dataDir} cannot be used (${detail}): choose a folder that can be written with DATA_DIR.`,
    );
  const writer = await openWriterThread(settings);
  if (writer.status === 'refused') throw refuse(writer.detail);
  const reader = await openReaderThread(settings);
  if (reader.status === 'refused') {
    await writer.calls.close();
    throw refuse(reader.detail);
  }
  const epoch = await reader.calls.epoch();
  if (typeof epoch !== 'number') throw refuse(epoch.detail);
  return assembleStore(writer.calls, reader.calls, epoch);
}

/** The address is not repeated in the message: it holds a password. */
async function openPostgresql(databaseUrl: string): Promise<Store> {
  const { connect } = await import('./postgresql/connect.ts');
  const { migrate } = await import('./migrate.ts');
  const { readerCalls, writerCalls } = await import('./store-calls.ts');
  const connection = connect({ databaseUrl });
  try {
    await migrate(connection);
  } catch (error) {
    await connection.database.destroy();
    const detail = error instanceof Error ? error.message : String(error);
    throw new StoreOpenError(
      `The database of DATABASE_URL cannot be used (${detail}): check the address, the password and that it runs.`,
    );
  }
  const reader = readerCalls(connection);
  const epoch = await reader.epoch();
  if (typeof epoch !== 'number') throw new StoreOpenError(epoch.detail);
  // Both sides share the pool, which is closed once.
  return assembleStore(writerCalls(connection), { ...reader, close: () => Promise.resolve() }, epoch);
}

import type { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { isPostgresql, type StoreSettings } from './open-store.ts';

/**
 * The database itself, with its schema brought up to date: for administration beside a running server, or without one.
 * @returns with the migrations that were run
 * @throws what the database throws
 */
export async function openConnection({
  dataDir,
  databaseUrl,
}: StoreSettings): Promise<{ connection: Connection; migrated: string[] }> {
  const connection = isPostgresql(databaseUrl)
    ? (await import('./postgresql/connect.ts')).connect({ databaseUrl })
    : (await import('./sqlite/connect.ts')).connectWriter({ dataDir, maximumBytes: null });
  try {
    return { connection, migrated: await migrate(connection) };
  } catch (error) {
    await connection.database.destroy();
    throw error;
  }
}

import { Migrator } from 'kysely/migration';
import type { Connection } from './connection.ts';
import { migrations } from './migrations.ts';

/**
 * Brings the schema up to date. Instances that start together take turns: on PostgreSQL by Kysely's advisory lock, on
 * SQLite because a transaction that is going to write holds the file.
 * @returns the migrations that were run
 * @throws what the database throws
 */
export async function migrate({ database, tableSuffix }: Connection): Promise<string[]> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations(tableSuffix)) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map(({ migrationName }) => migrationName);
}

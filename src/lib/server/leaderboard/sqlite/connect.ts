import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Connection } from '../connection.ts';
import type { Database } from '../schema.ts';
import { classify } from './classify.ts';
import { sqliteDialect } from './dialect.ts';

export interface SqliteSettings {
  readonly dataDir: string;
  /** Most that the file may grow to; null leaves it to the disk. */
  readonly maximumBytes: number | null;
}

export const databaseFileName = 'leaderboard.sqlite';
const pageBytes = 4096;

/** The file for writing, made with its folder where there is none. @throws what node:sqlite or the file system throws */
export function connectWriter({ dataDir, maximumBytes }: SqliteSettings): Connection {
  makeFolder(dataDir);
  const database = new DatabaseSync(join(dataDir, databaseFileName));
  try {
    // With WAL and FULL every commit is flushed to the disk: a power cut loses no transaction that was answered for.
    database.exec(`PRAGMA busy_timeout = 1000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;`);
    database.exec('PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 64000;');
    // What a statement of many rows may have to take back is noted in memory instead of a file.
    database.exec('PRAGMA temp_store = MEMORY');
    if (maximumBytes !== null) {
      database.exec(`PRAGMA max_page_count = ${Math.ceil(maximumBytes / pageBytes)}`);
    }
    if (database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok') {
      throw new Error('the database file in it is damaged');
    }
    // Writes: a file system mounted read-only would otherwise be noticed only by the first submission.
    database.exec(`PRAGMA user_version = 1`);
  } catch (error) {
    database.close();
    throw error;
  }
  return connection(database);
}

/** The same file for reading: in WAL mode readers and the writer never wait for each other. */
export function connectReader({ dataDir }: Pick<SqliteSettings, 'dataDir'>): Connection {
  const database = new DatabaseSync(join(dataDir, databaseFileName), { readOnly: true });
  database.exec('PRAGMA busy_timeout = 1000; PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456;');
  return connection(database);
}

function connection(database: DatabaseSync): Connection {
  return {
    database: new Kysely<Database>({ dialect: sqliteDialect(database) }),
    tableSuffix: 'without rowid',
    classify,
  };
}

/** Step by step: `recursive: true` never returns for a folder below /proc (Node 24), whose parent exists and refuses. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseFileName, type SqliteSettings } from './connect.ts';

/** Often, so that little is left to copy and to flush when the log begins anew. */
const everyMs = 100;
/** How often one look goes on after commits that came while it copied. */
const passesPerLook = 4;

/**
 * Copies what was committed from the write-ahead log into the database file and flushes that file, beside the writer:
 * it takes tens of milliseconds, which would otherwise be added to whichever commit filled the log. SQLite flushes only
 * where the whole log was copied with no commit meanwhile, hence the passes. The writer still does it by itself once the
 * log has grown long (`wal_autocheckpoint`), by when little is left to do.
 * (https://www.sqlite.org/wal.html#ckpt; PASSIVE waits for nobody and keeps nobody waiting.)
 * @returns what ends it
 */
export function startCheckpoints({ dataDir }: Pick<SqliteSettings, 'dataDir'>): () => void {
  const database = new DatabaseSync(join(dataDir, databaseFileName));
  const version = database.prepare('PRAGMA data_version');
  const pass = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  let copied: unknown = null;
  const timer = setInterval(() => {
    try {
      const committed = version.get()?.['data_version'];
      if (committed === copied) return;
      copyLog(() => pass.get()?.['log']);
      copied = committed;
    } catch {
      // A full or lost disk: the writer meets it too, and is the one that is asked for it.
    }
  }, everyMs);
  return () => {
    clearInterval(timer);
    database.close();
  };
}

/** @param pass copies once, and returns how many pages the log had then */
function copyLog(pass: () => unknown): void {
  let before: unknown = null;
  for (let passes = 0; passes < passesPerLook; passes += 1) {
    const pages = pass();
    if (pages === before) return;
    before = pages;
  }
}

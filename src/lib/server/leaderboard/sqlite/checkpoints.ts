import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseFileName, type SqliteSettings } from './connect.ts';

/** Often, so that little is left to copy when the log begins anew. */
const everyMs = 100;

/**
 * Copies what was committed from the write-ahead log into the database file, beside the writer: that takes tens of
 * milliseconds, which would otherwise be added to whichever commit filled the log. The writer still does it by itself
 * once the log has grown long (`wal_autocheckpoint`), by when little is left to copy, and only then can the log begin
 * anew; it then waits for the disk to take what was copied, some 40 ms, so the log is let grow long.
 * (https://www.sqlite.org/wal.html#ckpt; PASSIVE waits for nobody and keeps nobody waiting.)
 * @returns what ends it
 */
export function startCheckpoints({ dataDir }: Pick<SqliteSettings, 'dataDir'>): () => void {
  const database = new DatabaseSync(join(dataDir, databaseFileName));
  const version = database.prepare('PRAGMA data_version');
  let copied: unknown = null;
  const timer = setInterval(() => {
    try {
      const committed = version.get()?.['data_version'];
      if (committed === copied) return;
      database.exec('PRAGMA wal_checkpoint(PASSIVE)');
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

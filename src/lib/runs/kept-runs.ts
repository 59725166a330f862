import type { LabelledRun, RunLabel } from '#lib/core/results/parse-runs-file.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { withDatabase, type RunsDatabase, type Stored } from './database.ts';
import { keptRunOf, type KeptRun } from './stored-run.ts';

/** All kept runs, newest first. */
export function listKeptRuns(): Promise<Stored<readonly KeptRun[]>> {
  return withDatabase(async (database) => (await database.getAllFromIndex('kept', 'startedAt')).reverse());
}

/** Keeps a finished run until it is deleted; it is no interrupted one from then on. A run kept before is replaced. */
export function keepRun(document: RunDocument): Promise<Stored<void>> {
  return withDatabase(async (database) => {
    const work = beginKeeping(database);
    await Promise.all([keepIn(work, document), work.done]);
  });
}

function beginKeeping(database: RunsDatabase) {
  return database.transaction(['kept', 'documents', 'interrupted'], 'readwrite');
}

function keepIn(work: ReturnType<typeof beginKeeping>, document: RunDocument): Promise<unknown> {
  return Promise.all([
    work.objectStore('kept').put(keptRunOf(document, null)),
    work.objectStore('documents').put(document),
    work.objectStore('interrupted').delete(document.runId),
  ]);
}

/**
 * Keeps an interrupted run as far as it is written now, and gives its document. Null where another tab has finished or
 * discarded it meanwhile: a finished run must not be replaced by a part of it.
 */
export function keepInterruptedRun(runId: string): Promise<Stored<RunDocument | null>> {
  return withDatabase(async (database) => {
    const work = beginKeeping(database);
    const move = async () => {
      const run = await work.objectStore('interrupted').get(runId);
      if (run === undefined) return null;
      await keepIn(work, run.document);
      return run.document;
    };
    const [document] = await Promise.all([move(), work.done]);
    return document;
  });
}

/** Null where it has been deleted, in another tab perhaps. */
export function readKeptRun(runId: string): Promise<Stored<RunDocument | null>> {
  return withDatabase(async (database) => (await database.get('documents', runId)) ?? null);
}

/** Changes name and notes; the document stays as it was measured. */
export function labelKeptRun(runId: string, label: RunLabel): Promise<Stored<void>> {
  return withDatabase(async (database) => {
    const work = database.transaction('kept', 'readwrite');
    const change = async () => {
      const run = await work.store.get(runId);
      if (run !== undefined) await work.store.put({ ...run, ...label });
    };
    await Promise.all([change(), work.done]);
  });
}

export function deleteKeptRun(runId: string): Promise<Stored<void>> {
  return withDatabase(async (database) => {
    const work = database.transaction(['kept', 'documents'], 'readwrite');
    await Promise.all([
      work.objectStore('kept').delete(runId),
      work.objectStore('documents').delete(runId),
      work.done,
    ]);
  });
}

export function deleteAllKeptRuns(): Promise<Stored<void>> {
  return withDatabase(async (database) => {
    const work = database.transaction(['kept', 'documents'], 'readwrite');
    await Promise.all([work.objectStore('kept').clear(), work.objectStore('documents').clear(), work.done]);
  });
}

/** Every kept run with its document, newest first. */
export function readAllKeptRuns(): Promise<Stored<readonly LabelledRun[]>> {
  return withDatabase(async (database) => {
    const work = database.transaction(['kept', 'documents']);
    const kept = await work.objectStore('kept').index('startedAt').getAll();
    const documents = new Map(
      (await work.objectStore('documents').getAll()).map((document) => [document.runId, document]),
    );
    return kept.reverse().flatMap(({ runId, name, notes }) => {
      const document = documents.get(runId);
      return document === undefined ? [] : [{ document, label: { name, notes } }];
    });
  });
}

/** Adds runs from a file; those kept already stay as they are. All or none are written. */
export function importRuns(runs: readonly LabelledRun[]): Promise<Stored<{ added: number; known: number }>> {
  return withDatabase(async (database) => {
    const work = database.transaction(['kept', 'documents'], 'readwrite');
    const kept = work.objectStore('kept');
    let added = 0;
    const addAll = async () => {
      for (const { document, label } of runs) {
        if ((await kept.getKey(document.runId)) !== undefined) continue;
        await Promise.all([
          kept.put(keptRunOf(document, label)),
          work.objectStore('documents').put(document),
        ]);
        added += 1;
      }
    };
    await Promise.all([addAll(), work.done]);
    return { added, known: runs.length - added };
  });
}

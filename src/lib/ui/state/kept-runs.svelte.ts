import type { RunLabel } from '#lib/core/results/parse-runs-file.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { Stored } from '#lib/runs/database.ts';
import type { InterruptedRun, KeptRun } from '#lib/runs/stored-run.ts';
import { loadedOrMissing } from '../loaded-or-missing.ts';
import { parseJson } from '../parse-json.ts';
import { keptMessages } from '../words/kept-messages.ts';

/** A kept run with all that it measured. */
export interface ReadRun {
  readonly run: KeptRun;
  readonly document: RunDocument;
}

/** What writes runs to a file and reads them back. */
async function filing() {
  const kept = import('#lib/runs/kept-runs.ts');
  const file = import('#lib/core/results/parse-runs-file.ts');
  return { ...(await kept), ...(await file) };
}

/** The runs that this browser keeps, and those that were interrupted. The storage's code is loaded with the first use. */
export class KeptRuns {
  /** Newest first; null until they have been read. */
  runs = $state.raw<readonly KeptRun[] | null>(null);
  interrupted = $state.raw<readonly InterruptedRun[]>([]);
  /** Why nothing can be read or changed: one sentence for people. */
  problem = $state<string | null>(null);

  async refresh(): Promise<void> {
    const loaded = await loadedOrMissing(
      Promise.all([import('#lib/runs/kept-runs.ts'), import('#lib/runs/interrupted-runs.ts')]),
    );
    if (loaded.status === 'missing') {
      this.runs ??= [];
      this.problem = loaded.message;
      return;
    }
    const [{ listKeptRuns }, { listInterruptedRuns }] = loaded.value;
    const kept = await listKeptRuns();
    this.runs = kept.status === 'stored' ? kept.value : [];
    this.problem = kept.status === 'stored' ? null : keptMessages.unavailable(kept.reason);
    const interrupted = await listInterruptedRuns();
    this.interrupted = interrupted.status === 'stored' ? interrupted.value : [];
  }

  /** Null, with a problem to show, where it cannot be had. */
  async read(runId: string): Promise<RunDocument | null> {
    const { readKeptRun } = await import('#lib/runs/kept-runs.ts');
    const stored = await readKeptRun(runId);
    if (stored.status === 'stored' && stored.value !== null) return stored.value;
    await this.refresh();
    this.problem =
      stored.status === 'stored' ? keptMessages.deletedElsewhere : keptMessages.unreadable(stored.reason);
    return null;
  }

  /** Those of the kept runs that can still be read, in the order of the list. */
  async readAll(runIds: readonly string[]): Promise<readonly ReadRun[]> {
    const wanted = (this.runs ?? []).filter(({ runId }) => runIds.includes(runId));
    const read = await Promise.all(
      wanted.map(async (run) => ({ run, document: await this.read(run.runId) })),
    );
    return read.flatMap(({ run, document }) => (document === null ? [] : [{ run, document }]));
  }

  async label(runId: string, label: RunLabel): Promise<void> {
    const { labelKeptRun } = await import('#lib/runs/kept-runs.ts');
    await this.#changed(labelKeptRun(runId, label), keptMessages.notLabelled);
    if (this.runs?.some((run) => run.runId === runId) === false)
      this.problem ??= keptMessages.deletedElsewhere;
  }

  async delete(runId: string): Promise<void> {
    const { deleteKeptRun } = await import('#lib/runs/kept-runs.ts');
    await this.#changed(deleteKeptRun(runId), keptMessages.notDeleted);
  }

  async deleteAll(): Promise<void> {
    const { deleteAllKeptRuns } = await import('#lib/runs/kept-runs.ts');
    await this.#changed(deleteAllKeptRuns(), keptMessages.noneDeleted);
  }

  /** Ends an interrupted run: what was measured becomes a kept run. Null, with a problem to show, where it is gone. */
  async end(run: InterruptedRun): Promise<RunDocument | null> {
    const { keepInterruptedRun } = await import('#lib/runs/kept-runs.ts');
    const stored = await keepInterruptedRun(run.runId);
    await this.refresh();
    if (stored.status === 'refused') this.problem = keptMessages.notKept(stored.reason);
    else if (stored.value === null) this.problem = keptMessages.endedElsewhere;
    return stored.status === 'refused' ? run.document : stored.value;
  }

  async discard(run: InterruptedRun): Promise<void> {
    const { discardInterruptedRun } = await import('#lib/runs/interrupted-runs.ts');
    await this.#changed(discardInterruptedRun(run.runId), keptMessages.notDiscarded);
  }

  /** All runs with their names and notes, as the text of one file; null, with a problem to show, where that fails. */
  async exportAll(): Promise<string | null> {
    const loaded = await loadedOrMissing(filing());
    if (loaded.status === 'missing') {
      this.problem = loaded.message;
      return null;
    }
    const { readAllKeptRuns, writeRunsFile } = loaded.value;
    const stored = await readAllKeptRuns();
    if (stored.status === 'stored') return writeRunsFile(stored.value);
    this.problem = keptMessages.allUnreadable(stored.reason);
    return null;
  }

  /** Adds the runs of a file, be it one result or many. Says what became of them. */
  async importFile(file: Blob): Promise<{ notice: string | null; problem: string | null }> {
    const text = await file.text().catch(() => null);
    if (text === null) return { notice: null, problem: keptMessages.fileUnreadable };
    const loaded = await loadedOrMissing(import('#lib/core/results/parse-run-document.ts'));
    if (loaded.status === 'missing') return { notice: null, problem: loaded.message };
    const { looksLikeRunDocument } = loaded.value;
    const json = parseJson(text);
    return this.import(
      looksLikeRunDocument(json) ? { format: 'inferometer-runs', version: 1, runs: [json] } : json,
    );
  }

  /** Adds the runs of a file's JSON. Says what became of them. */
  async import(json: unknown): Promise<{ notice: string | null; problem: string | null }> {
    const loaded = await loadedOrMissing(filing());
    if (loaded.status === 'missing') return { notice: null, problem: loaded.message };
    const { importRuns, parseRunsFile } = loaded.value;
    const parsed = parseRunsFile(json);
    if (parsed.status === 'invalid') return { notice: null, problem: parsed.message };
    const stored = await importRuns(parsed.runs);
    await this.refresh();
    if (stored.status === 'refused') return { notice: null, problem: keptMessages.notAdded(stored.reason) };
    const { added, known } = stored.value;
    const notice = [keptMessages.added(added), ...(known === 0 ? [] : [keptMessages.known(known)])].join(' ');
    const problem = parsed.damaged.length === 0 ? null : parsed.damaged.join(' ');
    return { notice, problem };
  }

  async #changed(change: Promise<Stored<void>>, failure: (reason: string) => string): Promise<void> {
    const stored = await change;
    await this.refresh();
    if (stored.status === 'refused') this.problem = failure(stored.reason);
  }
}

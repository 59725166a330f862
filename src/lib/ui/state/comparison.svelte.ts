import { KeptRuns, type ReadRun } from './kept-runs.svelte.ts';

/** Chosen runs side by side, one of them the one that the others are compared with. */
export class Comparison {
  readonly kept = new KeptRuns();
  chosenIds = $state.raw<readonly string[]>([]);
  /** Null for the oldest of the chosen runs. */
  baseId = $state<string | null>(null);
  problem = $state<string | null>(null);
  notice = $state<string | null>(null);
  /** Newest first. */
  #read = $state.raw<readonly ReadRun[]>([]);

  base = $derived(this.#read.find(({ run }) => run.runId === this.baseId) ?? this.#read.at(-1) ?? null);
  others = $derived(this.#read.filter((each) => each !== this.base));

  async begin(runIds: readonly string[]): Promise<void> {
    await this.kept.refresh();
    await this.choose(runIds);
  }

  async choose(runIds: readonly string[]): Promise<void> {
    this.chosenIds = runIds;
    const read = await this.kept.readAll(runIds);
    // A later choice has its own documents.
    if (this.chosenIds === runIds) this.#read = read;
  }

  /** Adds the runs of a file, be it one result or many. */
  async add(file: Blob): Promise<void> {
    const outcome = await this.kept.importFile(file);
    this.notice = outcome.notice;
    this.problem = outcome.problem;
  }
}

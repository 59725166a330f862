import { expect } from 'vitest';
import type { Connection } from '../connection.ts';
import { resultOf, type ResultOptions } from '../results.test-data.ts';
import type { BoardRow, BoardsQuery, CohortFilter, NewResult, Store } from '../store.ts';

/** A store on an empty database of its own, and a second way into that database. */
export interface ContractStore {
  readonly store: Store;
  readonly connection: Connection;
  readonly release: () => Promise<void>;
}

/** All tables but the counters; the marks first, so that no refresher publishes what is being cleared. */
export const tables = ['dirty', 'results', 'entries', 'bins', 'rollups', 'boards', 'rigs'] as const;

export const everything: BoardsQuery = {
  origin: 'crowd',
  after: null,
  limit: 50,
  modelSha256: null,
  filters: {},
  cohort: [],
  each: null,
};

/** What the tests of the contract do with a store. */
export class Steps {
  readonly #opened: () => ContractStore;

  constructor(opened: () => ContractStore) {
    this.#opened = opened;
  }

  get store(): Store {
    return this.#opened().store;
  }

  get connection(): Connection {
    return this.#opened().connection;
  }

  /** All at once, and then published. */
  async submitAll(results: readonly NewResult[]): Promise<void> {
    const outcomes = await Promise.all(results.map((result) => this.store.submit(result)));
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['accepted']));
    expect(await this.store.refresh()).toEqual({ status: 'fresh' });
  }

  /** The board's row for a cohort, or what is shown in its place; null where nothing is. */
  async shownRow(
    key: string,
    cohort: CohortFilter = [],
    origin: BoardsQuery['origin'] = 'crowd',
  ): Promise<BoardRow | null> {
    const outcome = await this.store.distribution({ key, origin, cohort });
    return outcome.status === 'shown' ? outcome.row : null;
  }

  async rowsOf(query: Partial<BoardsQuery>): Promise<readonly BoardRow[]> {
    const outcome = await this.store.boards({ ...everything, ...query });
    if (outcome.status !== 'listed') throw new Error(`Boards are ${outcome.status}.`);
    return outcome.rows;
  }

  /** How many entries the bins of a cohort hold, on all boards. */
  async counted(cohort: string): Promise<number> {
    const { count } = await this.connection.database
      .selectFrom('bins')
      .where('cohort', '=', cohort)
      .select((eb) => eb.fn.sum<number | null>('count').as('count'))
      .executeTakeFirstOrThrow();
    return count ?? 0;
  }
}

/** Results of as many submitters, 10 ms, 11 ms, … unless told otherwise. */
export function crowd(count: number, options: Partial<ResultOptions> & { from?: number } = {}): NewResult[] {
  return Array.from({ length: count }, (_, index) =>
    resultOf({ cellsMs: { webgpu: 10 + index }, ...options, submitter: (options.from ?? 0) + index }),
  );
}

export function keyOf(result: NewResult | undefined): string {
  return result?.cells[0]?.boardKey ?? '';
}

/** Bins know values within 1 %. */
export function expectClose(value: number | null | undefined, expected: number): void {
  expect(value).toBeGreaterThanOrEqual(expected * 0.99 - 1e-9);
  expect(value).toBeLessThanOrEqual(expected * 1.01 + 1e-9);
}

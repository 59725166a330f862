import { shownTableCells } from './anonymity.ts';
import { BinnedSamples, type BinCount } from './bins.ts';
import { boardOfRow, boardRow } from './board-row.ts';
import type { Facet, FacetValue, Origin } from './cohorts.ts';
import type { Connection } from './connection.ts';
import { figuresOf } from './figures.ts';
import { facetColumns } from './schema.ts';
import { shownCohort } from './shown-cohort.ts';
import type { BoardRow } from './store.ts';

/** Tables of two facets that are kept: a few hundred bytes for each pair of values. */
const keptTables = 500;

type Pair = readonly [FacetValue, FacetValue];

/** The shown pairs of values of a board's two facets. */
type Table = ReadonlyMap<string, BinnedSamples>;

/**
 * Two facets together, which no bins are kept for: counted from the single entries, once for each publication of the
 * board, for all pairs of values at once, because whether one pair may be shown depends on the others.
 */
export class JointFigures {
  readonly #connection: Connection;
  readonly #tables = new Map<string, Promise<Table>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The pair's row, else that of the first of its two cohorts that may be shown, else everyone's; null where none may. */
  async row(key: string, origin: Origin, pair: Pair): Promise<BoardRow | null> {
    const everyone = await shownCohort(this.#connection, key, origin, []);
    if (everyone === null) return null;
    const samples = await this.samples(key, origin, pair, everyone.rollup.epoch);
    if (samples !== null) {
      return {
        board: boardOfRow(everyone.board),
        origin,
        cohort: pair,
        latencyMs: figuresOf(samples, origin),
        epoch: everyone.rollup.epoch,
      };
    }
    for (const value of pair) {
      const shown = await shownCohort(this.#connection, key, origin, [value]);
      if (shown !== null && shown.rollup.facet === value.facet) return boardRow(shown.board, shown.rollup);
    }
    return boardRow(everyone.board, everyone.rollup);
  }

  /** What is counted of the pair; null where it may not be shown. */
  async samples(key: string, origin: Origin, pair: Pair, epoch: number): Promise<BinnedSamples | null> {
    const [a, b] = [...pair].sort((one, other) => (one.facet < other.facet ? -1 : 1)) as [
      FacetValue,
      FacetValue,
    ];
    const tableKey = [key, origin, a.facet, b.facet, epoch].join(' ');
    let table = this.#tables.get(tableKey);
    if (table === undefined) {
      table = this.#count(key, origin, a.facet, b.facet);
      this.#tables.set(tableKey, table);
      // What failed is no answer for those who ask next.
      table.catch(() => this.#tables.delete(tableKey));
      const [oldest] = this.#tables.keys();
      if (this.#tables.size > keptTables && oldest !== undefined) this.#tables.delete(oldest);
    }
    return (await table).get(pairKey(a.value, b.value)) ?? null;
  }

  async #count(key: string, origin: Origin, facetOfA: Facet, facetOfB: Facet): Promise<Table> {
    const [a, b] = [facetColumns[facetOfA], facetColumns[facetOfB]];
    const rows = await this.#connection.database
      .selectFrom('entries')
      .where('board_key', '=', key)
      .where('origin', '=', origin)
      .where('is_counted', '=', 1)
      .groupBy([a, b, 'bin'])
      .orderBy('bin')
      .select((eb) => [eb.ref(a).as('a'), eb.ref(b).as('b'), 'bin', eb.fn.countAll<number>().as('count')])
      .execute();
    const bins = new Map<string, BinCount[]>();
    const counts = new Map<string, Map<string, number>>();
    for (const row of rows) {
      const cell = pairKey(row.a, row.b);
      bins.set(cell, [...(bins.get(cell) ?? []), { bin: row.bin, count: row.count }]);
      const columns = counts.get(row.a) ?? new Map<string, number>();
      counts.set(row.a, columns.set(row.b, (columns.get(row.b) ?? 0) + row.count));
    }
    const shown = shownTableCells(counts);
    const isShown = (valueOfA: string, valueOfB: string) =>
      origin === 'lab' || (shown.get(valueOfA)?.has(valueOfB) ?? false);
    const table = new Map<string, BinnedSamples>();
    for (const [valueOfA, columns] of counts) {
      for (const valueOfB of columns.keys()) {
        const cell = pairKey(valueOfA, valueOfB);
        if (isShown(valueOfA, valueOfB)) table.set(cell, new BinnedSamples(bins.get(cell) ?? []));
      }
    }
    return table;
  }
}

function pairKey(a: string, b: string): string {
  return JSON.stringify([a, b]);
}

import { type CohortFilter, type Board, type BoardRow, type Figures } from './store.ts';
import type { BoardsTable, RollupsTable } from './schema.ts';

export type ShownRollup = Pick<
  RollupsTable,
  | 'count'
  | 'p10'
  | 'p25'
  | 'p50'
  | 'p75'
  | 'p90'
  | 'ci_low'
  | 'ci_high'
  | 'origin'
  | 'facet'
  | 'value'
  | 'epoch'
>;

export function boardRow(board: BoardsTable, rollup: ShownRollup): BoardRow {
  return {
    board: boardOfRow(board),
    origin: rollup.origin,
    cohort: cohortOf(rollup),
    latencyMs: figuresOfRollup(rollup),
    epoch: rollup.epoch,
  };
}

export function boardOfRow(row: BoardsTable): Board {
  return {
    key: row.board_key,
    modelSha256: row.model_sha256,
    shapes: JSON.parse(row.shapes) as Board['shapes'],
    precision: row.precision as Board['precision'],
    engine: row.engine,
    engineVersion: row.engine_version,
    backend: row.backend as Board['backend'],
    threads: row.threads,
    batch: row.batch,
    options: JSON.parse(row.options) as Board['options'],
    protocolVersion: row.protocol_version,
  };
}

/** @throws {Error} when the rollup is not shown: asking for one that is not is a bug */
export function figuresOfRollup(rollup: ShownRollup): Figures {
  const { count, p10, p25, p50, p75, p90, ci_low, ci_high } = rollup;
  if (p25 === null || p50 === null || p75 === null) throw new Error('A cohort that is held back was read.');
  return { count, p10, p25, p50, p75, p90, ciLow: ci_low, ciHigh: ci_high };
}

function cohortOf({ facet, value }: ShownRollup): CohortFilter {
  if (facet === 'all' || facet === 'pair' || facet === 'name') return [];
  return [{ facet, value }];
}

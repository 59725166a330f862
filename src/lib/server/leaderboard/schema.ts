import type { Facet, Origin } from './cohorts.ts';

/**
 * The tables. Keys are random texts or digests, and every unique key holds the column by which a distributed database
 * spreads the table: `board_key` of all that belongs to a board, `id` of the rest.
 */
export interface Database {
  results: ResultsTable;
  boards: BoardsTable;
  entries: EntriesTable;
  bins: BinsTable;
  rollups: RollupsTable;
  dirty: DirtyTable;
  counters: CountersTable;
  rigs: RigsTable;
  probes: ProbesTable;
}

/** Every result that was accepted, as it was sent. All other tables can be computed from this one and the ordinals. */
export interface ResultsTable {
  id: string;
  body_sha256: string;
  token_sha256: string;
  origin: Origin;
  rig: string | null;
  received_day: string;
  status: 'public' | 'quarantined';
  reason: string | null;
  is_synthetic: 0 | 1;
  document: string;
}

export interface BoardsTable {
  board_key: string;
  model_sha256: string;
  model_source: string;
  model_id: string | null;
  /** JSON */
  shapes: string;
  precision: string;
  engine: string;
  engine_version: string;
  backend: string;
  threads: number;
  batch: number;
  /** JSON */
  options: string;
  protocol_version: number;
}

/** The column that holds a facet's value in `entries`. */
export const facetColumns = {
  'form-factor': 'form_factor',
  os: 'os',
  browser: 'browser',
  'browser-version': 'browser_version',
  'gpu-vendor': 'gpu_vendor',
  'gpu-architecture': 'gpu_architecture',
  device: 'device',
} as const satisfies Record<Facet, keyof EntriesTable>;

/**
 * What a submitter has on a board: one row for each result, of which the one with the highest ordinal is counted, with
 * its time and its ratios. All in one row, because what a commit costs is the pages that it touches.
 */
export interface EntriesTable {
  board_key: string;
  origin: Origin;
  slot: string;
  ordinal: number;
  result_id: string;
  is_counted: 0 | 1;
  /** Of the cell's own time. */
  bin: number;
  /** JSON: the bins of the ratios within the run, by the other board's key (`WithinRunRatio`). */
  pairs: string;
  form_factor: string;
  os: string;
  browser: string;
  browser_version: string;
  gpu_vendor: string;
  gpu_architecture: string;
  device: string;
  /** Of an own model whose sender ticked its name. */
  model_name: string | null;
}

/** How many counted entries of a cohort lie in a bin. */
export interface BinsTable {
  board_key: string;
  cohort: string;
  bin: number;
  count: number;
}

/** What is shown, recomputed from the bins. Figures that may not be shown are null here already. */
export interface RollupsTable {
  board_key: string;
  cohort: string;
  origin: Origin;
  facet: 'all' | 'pair' | 'name' | Facet;
  /** Of the facet; empty for everyone, the other board's key for a pair. */
  value: string;
  is_shown: 0 | 1;
  count: number;
  p10: number | null;
  p25: number | null;
  p50: number | null;
  p75: number | null;
  p90: number | null;
  ci_low: number | null;
  ci_high: number | null;
  /** Of a pair: the share of submitters whose ratio is above 1. */
  share_above_one: number | null;
  model_sha256: string;
  backend: string;
  engine: string;
  epoch: number;
}

/**
 * Boards whose bins have changed since their rollups were made. Every writer sets its own random mark, first of all,
 * which also makes writers of one board take turns.
 */
export interface DirtyTable {
  board_key: string;
  mark: string;
}

/** `epoch`, and `synthetic` (1 where a seed filled the database). */
export interface CountersTable {
  id: string;
  value: number;
}

export interface RigsTable {
  /** The rig's name. */
  id: string;
  key_sha256: string;
  added_day: string;
}

/** Written and emptied to find out whether writing is possible. */
export interface ProbesTable {
  id: string;
  filler: string;
}

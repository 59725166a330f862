import type { BoardFacts } from '#lib/core/results/submission-board.ts';
import type { Submission, SubmittedModel } from '#lib/core/results/submission.ts';
import type { CountedCell } from './counted-cells.ts';
import type { FacetValue, Facet, Origin } from './cohorts.ts';
import type { PageStore } from './store-pages.ts';

/**
 * The leaderboard's database: one interface, with SQLite or PostgreSQL behind it (`openStore`). Every outcome that is
 * no bug is a value; `unavailable` is what a full disk or a lost database become, and never means that something was
 * half done.
 */
export interface Store extends PageStore {
  /**
   * Keeps a result and counts it on its boards, both or neither. `accepted` and `repeated` come only after the result
   * would survive a power cut. The same id with the same body is `repeated`, with another body a `conflict`.
   */
  readonly submit: (result: NewResult) => Promise<SubmitOutcome>;
  /** A result by its id, quarantined ones too: only who sent it knows the id. */
  readonly read: (id: string) => Promise<ReadOutcome>;
  /** Erases a result and takes it out of every board. `forbidden`: the token is not the one it was sent with. */
  readonly remove: (id: string, deletionTokenSha256: string) => Promise<RemoveOutcome>;
  /** Models with at least one board that is shown, by SHA-256. */
  readonly models: (query: ListQuery) => Promise<ModelsOutcome>;
  /** Devices of the catalogue with at least one board that shows them, by id. */
  readonly devices: (query: ListQuery) => Promise<DevicesOutcome>;
  /**
   * Boards, the fastest first where the query names a model, else by key. For a cohort of which no board may be shown
   * the parent cohort's rows come instead; every row says whose figures it holds.
   */
  readonly boards: (query: BoardsQuery) => Promise<BoardsOutcome>;
  /** One board's figures and, from twenty submitters on, its histogram; the parent's where the cohort is held back. */
  readonly distribution: (query: BoardQuery) => Promise<DistributionOutcome>;
  /** Two boards of one model from the runs that measured both on one device. */
  readonly compare: (query: CompareQuery) => Promise<CompareOutcome>;
  readonly stats: () => Promise<StatsOutcome>;
  /**
   * Rises by one whenever figures are published; equal epochs mean equal boards, so that answers may be cached and
   * tagged by it. Kept in memory: another instance's publication is seen within two seconds.
   */
  readonly epoch: () => number;
  /** Whether results can be kept at this moment; tries it. */
  readonly ready: () => Promise<ReadyOutcome>;
  /** Whose key this is, by its SHA-256. */
  readonly rigOf: (keySha256: string) => Promise<RigOutcome>;
  /** Publishes all that was submitted before the call. Runs by itself in the background; for tests and seeds. */
  readonly refresh: () => Promise<RefreshOutcome>;
  /** Finishes what was begun and lets go of the database. */
  readonly close: () => Promise<void>;
}

/** `detail` is a sentence for the log, never for visitors. */
export interface Unavailable {
  readonly status: 'unavailable';
  readonly reason: 'disk-full' | 'database-lost' | 'database-busy' | 'closed';
  readonly detail: string;
}

export interface NewResult {
  readonly submission: Submission;
  /** `countedCells(submission)`: what of it stands on boards. */
  readonly cells: readonly CountedCell[];
  /** Hexadecimal, of the body's bytes as they came. */
  readonly bodySha256: string;
  readonly origin: { readonly kind: 'crowd' } | { readonly kind: 'lab'; readonly rig: string };
  /** A quarantined result is kept and answered for like any other, and counted nowhere. */
  readonly disposition:
    { readonly status: 'public' } | { readonly status: 'quarantined'; readonly reason: string };
  /** For example `2026-11-24` (UTC): all that is ever known of when. */
  readonly receivedDay: string;
  /** Made up by a seed, and labelled so for good. */
  readonly isSynthetic?: true;
}

export type SubmitOutcome =
  | { readonly status: 'accepted' }
  | { readonly status: 'repeated' }
  | { readonly status: 'conflict' }
  | Unavailable;

export interface StoredResult {
  readonly id: string;
  /** As it was sent, slots and the token's digest included: both are for the server alone. */
  readonly submission: Submission;
  readonly origin: Origin;
  /** The name of the rig that sent it; null for the crowd's. */
  readonly rig: string | null;
  readonly receivedDay: string;
}

export type ReadOutcome =
  { readonly status: 'found'; readonly result: StoredResult } | { readonly status: 'unknown' } | Unavailable;

export type RemoveOutcome =
  | { readonly status: 'removed' }
  | { readonly status: 'unknown' }
  | { readonly status: 'forbidden' }
  | Unavailable;

export interface ListQuery {
  readonly origin: Origin;
  /** `next` of the page before; null for the first page. */
  readonly after: string | null;
  /** 1 to 50 */
  readonly limit: number;
}

export interface BoardsQuery extends ListQuery {
  readonly modelSha256: string | null;
  readonly filters: BoardFilters;
  /** No entry is everyone; two are answered from the single results, once per epoch. */
  readonly cohort: CohortFilter;
  /** Every shown value of this facet is a row of its own (all devices, say); `cohort` is then empty, or the outer facet's. */
  readonly each: Facet | null;
}

export type BoardFilters = {
  readonly [
    Name in 'engine' | 'engineVersion' | 'backend' | 'precision' | 'threads' | 'batch'
  ]?: BoardFacts[Name];
};

/** Two values are of two different facets. */
export type CohortFilter = readonly [] | readonly [FacetValue] | readonly [FacetValue, FacetValue];

export interface BoardQuery {
  readonly key: string;
  readonly origin: Origin;
  readonly cohort: CohortFilter;
}

export interface CompareQuery {
  readonly a: string;
  readonly b: string;
  readonly origin: Origin;
}

/**
 * Quantiles within 1 % of the submitters' own medians. Tails and interval are null under twenty submitters of a crowd.
 */
export interface Figures {
  /** Distinct submitters. */
  readonly count: number;
  readonly p10: number | null;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number | null;
  /** 95 %, of the median, by order statistics. */
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
}

export interface Board extends BoardFacts {
  readonly key: string;
}

export interface BoardRow {
  readonly board: Board;
  readonly origin: Origin;
  /** Whose figures these are: what was asked for, or a parent of it. */
  readonly cohort: CohortFilter;
  /** Milliseconds for one run of the batch. */
  readonly latencyMs: Figures;
  /** At which these figures were published. */
  readonly epoch: number;
}

export interface Page<Row> {
  readonly status: 'listed';
  readonly epoch: number;
  readonly rows: readonly Row[];
  /** Cursor of the next page; null where this is the last. */
  readonly next: string | null;
}
/** `after` is no cursor of this list. */
export type UnknownCursor = { readonly status: 'unknown-cursor' };

export interface ModelRow {
  readonly sha256: string;
  readonly source: SubmittedModel['source'];
  readonly id: string | null;
  /** An own model's, where at least five submitters (or a rig) gave it this very name. */
  readonly name: string | null;
  readonly boards: number;
  /** Of the board with the most. */
  readonly submitters: number;
}
export interface DeviceRow {
  readonly device: string;
  readonly boards: number;
  /** Of the board with the most. */
  readonly submitters: number;
}

export type ModelsOutcome = Page<ModelRow> | UnknownCursor | Unavailable;
export type DevicesOutcome = Page<DeviceRow> | UnknownCursor | Unavailable;
export type BoardsOutcome = Page<BoardRow> | UnknownCursor | Unavailable;

export interface HistogramBin {
  readonly lowMs: number;
  readonly highMs: number;
  readonly count: number;
}

/** `unknown` covers what exists but has too few submitters: which of both is nobody's business. */
export type DistributionOutcome =
  | {
      readonly status: 'shown';
      readonly epoch: number;
      readonly row: BoardRow;
      /** Null under twenty submitters, because a histogram shows the tails. */
      readonly histogram: readonly HistogramBin[] | null;
    }
  | { readonly status: 'unknown' }
  | Unavailable;

export type CompareOutcome =
  | {
      readonly status: 'compared';
      readonly epoch: number;
      readonly a: BoardRow;
      readonly b: BoardRow;
      /**
       * Time per item of b over that of a within one run: above 1, a is faster. Null where fewer than five submitters
       * ran both; the two populations' medians must not be divided instead.
       */
      readonly ratio: (Figures & { readonly shareAFaster: number }) | null;
    }
  | { readonly status: 'unknown' }
  | Unavailable;

export interface OriginStats {
  /** One per submitter and shown board. */
  readonly countedCells: number;
  readonly boards: number;
  readonly models: number;
  readonly devices: number;
}
export type StatsOutcome =
  | {
      readonly status: 'known';
      readonly epoch: number;
      readonly crowd: OriginStats;
      readonly lab: OriginStats;
      /** The population was made up by `npm run db -- seed`. */
      readonly synthetic: boolean;
    }
  | Unavailable;

export type ReadyOutcome = { readonly status: 'ready' } | Unavailable;
export type RigOutcome =
  { readonly status: 'known'; readonly name: string } | { readonly status: 'unknown' } | Unavailable;
export type RefreshOutcome = { readonly status: 'fresh' } | Unavailable;

import type { FacetValue, Origin } from './cohort-facets.ts';
import type { CrowdFigures, CrowdRatio } from './compare-crowds.ts';
import type { DifferenceVerdict } from './run-score.ts';
import type { BoardFacts } from './submission-board.ts';

/** What the server gives the leaderboard's pages to draw. Durations are milliseconds of one run of the batch. */
export interface CrowdTimes extends CrowdFigures {
  readonly p10: number | null;
  readonly p25: number;
  readonly p75: number;
  readonly p90: number | null;
}

/** Bins that grow by one factor: bin i holds what lies above `lowMs`·`binRatio`^i, up to the next. */
export interface CompactHistogram {
  readonly lowMs: number;
  readonly binRatio: number;
  readonly counts: readonly number[];
}

/** A board's configuration, without its model. */
export type BoardConfiguration = Pick<
  BoardFacts,
  'engine' | 'engineVersion' | 'backend' | 'threads' | 'batch' | 'precision'
> & {
  readonly key: string;
  /** Of the inputs, where a model has boards of several; else null. */
  readonly shapes: BoardFacts['shapes'] | null;
};

/** A row of a board. */
export interface BoardEntry extends BoardConfiguration {
  /** Whose figures these are: what was asked for, or a larger crowd that it is part of. */
  readonly cohort: readonly FacetValue[];
  readonly latencyMs: CrowdTimes;
  readonly histogram: CompactHistogram | null;
}

export interface ModelLink {
  readonly title: string;
  /** Behind `/leaderboard/models/`: the id, or the SHA-256. */
  readonly reference: string;
  readonly sha256: string;
  readonly boards: number;
  /** Distinct browsers on the board with the most. */
  readonly submitters: number;
}

/** What one device did with two backends in one run, over all devices that ran both. */
export interface BackendComparison {
  readonly faster: BoardConfiguration;
  readonly slower: BoardConfiguration;
  readonly ratio: CrowdTimes;
  /** 0 to 1 */
  readonly shareFaster: number;
  readonly verdict: DifferenceVerdict;
}

/** What a page was asked, as it stands in the address: nothing where no choice was made. */
export interface AskedBoards {
  readonly origin: Origin;
  readonly filters: Partial<
    Pick<BoardFacts, 'engine' | 'engineVersion' | 'backend' | 'precision' | 'threads' | 'batch'>
  >;
  readonly cohort: readonly FacetValue[];
}

/** What the boards of a model can be filtered by and still show something. */
export interface BoardChoices {
  readonly engines: readonly string[];
  readonly engineVersions: readonly string[];
  readonly backends: readonly BoardFacts['backend'][];
  readonly precisions: readonly BoardFacts['precision'][];
  readonly threads: readonly number[];
  readonly batches: readonly number[];
  readonly cohorts: readonly (FacetValue & {
    /** Of the board with the most. */
    readonly submitters: number;
    /** What people call it, where that is not the value. */
    readonly name: string | null;
  })[];
}

/** One configuration over the versions of its engine, or of one family of browsers, the oldest first. */
export interface VersionHistory {
  readonly entries: readonly BoardEntry[];
  /** Each version after the first against the one before it: above 1, the newer is faster. */
  readonly changes: readonly CrowdRatio[];
}

export type BoardComparison =
  /** From devices that ran both in one run; `ratio` above 1: a is faster. */
  | {
      readonly kind: 'within-runs';
      readonly ratio: CrowdTimes;
      readonly shareFaster: number;
      readonly verdict: DifferenceVerdict;
    }
  /** Two crowds that need not be the same devices. */
  | { readonly kind: 'crowds'; readonly ratio: CrowdRatio };

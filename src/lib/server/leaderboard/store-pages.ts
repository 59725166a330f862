import type { BackendId, Precision } from '#lib/core/results/ids.ts';
import type { FacetValue, Origin } from './cohorts.ts';
import type {
  Board,
  BoardQuery,
  BoardRow,
  Figures,
  HistogramBin,
  ListQuery,
  ModelRow,
  Page,
  Unavailable,
  UnknownCursor,
} from './store.ts';

/** What only the leaderboard's pages ask: many boards at once, in one call. */
export interface PageStore {
  /**
   * Models with this SHA-256 or this id that have a board which is shown, the most measured first: a model of the zoo
   * has a digest for each size that it was built for.
   */
  readonly findModels: (query: FindModelsQuery) => Promise<FoundModelsOutcome>;
  /** Models that a cohort has boards of, each with the fastest of them (time per item), by SHA-256. */
  readonly overview: (query: OverviewQuery) => Promise<OverviewOutcome>;
  /** A histogram for each cohort, in their order; null where none may be shown. */
  readonly histograms: (cohorts: readonly BoardQuery[]) => Promise<HistogramsOutcome>;
  /** What a model's boards can be filtered by and still show something. */
  readonly choices: (query: ModelQuery) => Promise<ChoicesOutcome>;
  /** Ratios within runs between a model's boards that differ by the backend (and its threads) only. */
  readonly ratios: (query: ModelQuery) => Promise<RatiosOutcome>;
}

export interface ModelQuery {
  readonly origin: Origin;
  readonly modelSha256: string;
}

export interface FindModelsQuery {
  readonly origin: Origin;
  /** SHA-256 or id */
  readonly reference: string;
}
export type FoundModelsOutcome =
  { readonly status: 'found'; readonly models: readonly ModelRow[] } | Unavailable;

export interface OverviewQuery extends ListQuery {
  readonly cohort: readonly [] | readonly [FacetValue];
  /** How many boards of each model. */
  readonly perModel: number;
}
export interface ModelOverview {
  readonly model: ModelRow;
  readonly fastest: readonly BoardRow[];
}
export type OverviewOutcome = Omit<Page<ModelOverview>, 'epoch'> | UnknownCursor | Unavailable;

export type HistogramsOutcome =
  | {
      readonly status: 'listed';
      readonly histograms: readonly (readonly HistogramBin[] | null)[];
    }
  | Unavailable;

export interface Choices {
  readonly engines: readonly string[];
  readonly engineVersions: readonly string[];
  readonly backends: readonly BackendId[];
  readonly precisions: readonly Precision[];
  readonly threads: readonly number[];
  readonly batches: readonly number[];
  /** `submitters` of the board with the most. */
  readonly cohorts: readonly (FacetValue & { readonly submitters: number })[];
}
export type ChoicesOutcome = { readonly status: 'known'; readonly choices: Choices } | Unavailable;

export interface BackendRatio {
  readonly a: Board;
  readonly b: Board;
  /** Time per item of b over that of a within one run: above 1, a is faster. */
  readonly ratio: Figures & { readonly shareAFaster: number };
}
export type RatiosOutcome =
  { readonly status: 'listed'; readonly ratios: readonly BackendRatio[] } | Unavailable;

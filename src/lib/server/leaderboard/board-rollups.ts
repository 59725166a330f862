import { fewestShown, shownGroups, shownNestedGroups } from './anonymity.ts';
import { BinnedSamples, type BinCount } from './bins.ts';
import { facets, origins, outerFacetOf, parseCohortKey, splitNested, type Origin } from './cohorts.ts';
import { figuresOf } from './figures.ts';
import type { BinsTable, BoardsTable, RollupsTable } from './schema.ts';

/** A board's rollup before it is published. */
export type NewRollup = Omit<RollupsTable, 'epoch'>;

type Cohort = ReturnType<typeof parseCohortKey> & { key: string; samples: BinnedSamples };

/** A board's rollups from its bins: which cohorts may be shown, and what of them. */
export function boardRollups(
  board: Pick<BoardsTable, 'board_key' | 'model_sha256' | 'backend' | 'engine'>,
  bins: readonly Omit<BinsTable, 'board_key'>[],
): NewRollup[] {
  const cohorts = cohortsOf(bins);
  const shown = new Set(origins.flatMap((origin) => shownCohorts(origin, cohorts)));
  return cohorts.map(({ key, origin, kind, value, samples }) => {
    const isShown = shown.has(key);
    const figures = isShown ? figuresOf(samples, origin) : null;
    return {
      board_key: board.board_key,
      cohort: key,
      origin,
      facet: kind,
      value,
      is_shown: isShown ? 1 : 0,
      count: samples.count,
      p10: figures?.p10 ?? null,
      p25: figures?.p25 ?? null,
      p50: figures?.p50 ?? null,
      p75: figures?.p75 ?? null,
      p90: figures?.p90 ?? null,
      ci_low: figures?.ciLow ?? null,
      ci_high: figures?.ciHigh ?? null,
      share_above_one: isShown && kind === 'pair' ? samples.shareAboveOne() : null,
      model_sha256: board.model_sha256,
      backend: board.backend,
      engine: board.engine,
    };
  });
}

function cohortsOf(bins: readonly Omit<BinsTable, 'board_key'>[]): Cohort[] {
  const byCohort = new Map<string, BinCount[]>();
  for (const { cohort, bin, count } of bins) {
    if (count === 0) continue;
    const counts = byCohort.get(cohort);
    if (counts === undefined) byCohort.set(cohort, [{ bin, count }]);
    else counts.push({ bin, count });
  }
  return [...byCohort].map(([key, counts]) => ({
    key,
    ...parseCohortKey(key),
    samples: new BinnedSamples(counts.sort((a, b) => a.bin - b.bin)),
  }));
}

/** The keys of an origin's cohorts that may be shown. */
function shownCohorts(origin: Origin, all: readonly Cohort[]): string[] {
  const cohorts = all.filter((cohort) => cohort.origin === origin);
  // A lab's results are public from the first.
  if (origin === 'lab') return cohorts.map(({ key }) => key);
  const everyone = cohorts.find(({ kind }) => kind === 'all');
  if (everyone === undefined || everyone.samples.count < fewestShown) return [];
  // Ratios and names are no parts of the crowd's times, so nothing can be subtracted from anything.
  const beside = cohorts.filter(
    ({ kind, samples }) => (kind === 'pair' || kind === 'name') && samples.count >= fewestShown,
  );
  const parts = facets.flatMap((facet) => {
    const ofFacet = cohorts.filter(({ kind }) => kind === facet);
    const counts = new Map(ofFacet.map(({ value, samples }) => [value, samples.count]));
    const shown =
      outerFacetOf(facet) === null
        ? shownGroups(counts)
        : shownNestedGroups(counts, (value) => splitNested(value).outer);
    return ofFacet.filter(({ value }) => shown.has(value));
  });
  return [everyone, ...beside, ...parts].map(({ key }) => key);
}

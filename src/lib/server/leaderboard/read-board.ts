import { fewestForTails } from './anonymity.ts';
import { BinnedSamples } from './bins.ts';
import { boardRow, figuresOfRollup } from './board-row.ts';
import { cohortKey } from './cohorts.ts';
import type { Connection } from './connection.ts';
import type { JointFigures } from './joint-figures.ts';
import type { Unpublished } from './published.ts';
import type { RollupsTable } from './schema.ts';
import { shownCohort } from './shown-cohort.ts';
import type {
  BoardQuery,
  CompareOutcome,
  CompareQuery,
  DistributionOutcome,
  Figures,
  HistogramBin,
} from './store.ts';

const histogramBars = 64;

export async function readDistribution(
  connection: Connection,
  joint: JointFigures,
  { key, origin, cohort }: BoardQuery,
): Promise<Unpublished<DistributionOutcome>> {
  const [first, second] = cohort;
  if (first !== undefined && second !== undefined) {
    const row = await joint.row(key, origin, [first, second]);
    if (row === null) return { status: 'unknown' };
    if (row.cohort.length < 2)
      return readDistribution(connection, joint, { key, origin, cohort: row.cohort });
    const samples = await joint.samples(key, origin, [first, second], row.epoch);
    return { status: 'shown', row, histogram: samples && histogramOf(samples, origin) };
  }
  const shown = await shownCohort(connection, key, origin, first === undefined ? [] : [first]);
  if (shown === null) return { status: 'unknown' };
  const bins = await connection.database
    .selectFrom('bins')
    .where('board_key', '=', key)
    .where('cohort', '=', shown.rollup.cohort)
    .where('count', '>', 0)
    .orderBy('bin')
    .select(['bin', 'count'])
    .execute();
  return {
    status: 'shown',
    row: boardRow(shown.board, shown.rollup),
    histogram: histogramOf(new BinnedSamples(bins), origin),
  };
}

/** The bins may be younger than the rollup, so the number of submitters is looked at once more. */
export function histogramOf(samples: BinnedSamples, origin: RollupsTable['origin']): HistogramBin[] | null {
  if (samples.count === 0 || (origin === 'crowd' && samples.count < fewestForTails)) return null;
  return samples
    .histogram(histogramBars)
    .map(({ low, high, count }) => ({ lowMs: low, highMs: high, count }));
}

export async function readComparison(
  connection: Connection,
  { a, b, origin }: CompareQuery,
): Promise<Unpublished<CompareOutcome>> {
  const boardOfA = await shownCohort(connection, a, origin, []);
  const boardOfB = await shownCohort(connection, b, origin, []);
  if (a === b || boardOfA === null || boardOfB === null) return { status: 'unknown' };
  if (boardOfA.board.model_sha256 !== boardOfB.board.model_sha256) return { status: 'unknown' };
  // Ratios stand on the board with the lesser key, and say how many times faster that one is.
  const [lesser, greater] = a < b ? [a, b] : [b, a];
  const ratio = await connection.database
    .selectFrom('rollups')
    .where('board_key', '=', lesser)
    .where('cohort', '=', cohortKey(origin, 'pair', greater))
    .where('is_shown', '=', 1)
    .selectAll()
    .executeTakeFirst();
  return {
    status: 'compared',
    a: boardRow(boardOfA.board, boardOfA.rollup),
    b: boardRow(boardOfB.board, boardOfB.rollup),
    ratio: ratio === undefined ? null : ratioFigures(ratio, { isInverted: lesser === b }),
  };
}

export function ratioFigures(
  rollup: RollupsTable,
  { isInverted }: { isInverted: boolean },
): Figures & { shareAFaster: number } {
  const figures = figuresOfRollup(rollup);
  const share = rollup.share_above_one ?? 0;
  if (!isInverted) return { ...figures, shareAFaster: share };
  const inverse = (value: number | null) => (value === null ? null : 1 / value);
  return {
    count: figures.count,
    p10: inverse(figures.p90),
    p25: 1 / figures.p75,
    p50: 1 / figures.p50,
    p75: 1 / figures.p25,
    p90: inverse(figures.p10),
    ciLow: inverse(figures.ciHigh),
    ciHigh: inverse(figures.ciLow),
    shareAFaster: 1 - share,
  };
}

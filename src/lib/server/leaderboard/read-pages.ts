import { sql } from 'kysely';
import { BinnedSamples, type BinCount } from './bins.ts';
import { boardRow } from './board-row.ts';
import { cohortKey, noValue } from './cohorts.ts';
import type { Connection } from './connection.ts';
import { readCursor } from './cursor.ts';
import type { JointFigures } from './joint-figures.ts';
import { histogramOf } from './read-board.ts';
import { describeModels, nextOf } from './read-lists.ts';
import type { BoardQuery, HistogramBin, Unavailable } from './store.ts';
import type {
  FindModelsQuery,
  FoundModelsOutcome,
  HistogramsOutcome,
  ModelOverview,
  OverviewOutcome,
  OverviewQuery,
} from './store-pages.ts';

/** Columns of a `CountedModel`. */
const countedModel = [
  'model_sha256',
  sql<number>`count(*)`.as('boards'),
  sql<number>`max(count)`.as('submitters'),
  sql<string>`min(rollups.board_key)`.as('board_key'),
] as const;

export async function findModels(
  connection: Connection,
  { origin, reference }: FindModelsQuery,
): Promise<Exclude<FoundModelsOutcome, Unavailable>> {
  const { database } = connection;
  const isDigest = /^[0-9a-f]{64}$/.test(reference);
  const digests = database.selectFrom('boards').where('model_id', '=', reference).select('model_sha256');
  const models = await database
    .selectFrom('rollups')
    .where('origin', '=', origin)
    .where('facet', '=', 'all')
    .where('is_shown', '=', 1)
    .where('model_sha256', 'in', isDigest ? [reference] : digests)
    .groupBy('model_sha256')
    .select(countedModel)
    .orderBy('submitters', 'desc')
    .orderBy('model_sha256')
    .execute();
  return { status: 'found', models: await describeModels(connection, origin, models) };
}

export async function listOverview(
  connection: Connection,
  query: OverviewQuery,
): Promise<Exclude<OverviewOutcome, Unavailable>> {
  const { origin, cohort, after, limit, perModel } = query;
  const { database } = connection;
  const place = after === null ? [''] : readCursor(after, ['string'] as const);
  if (place === null) return { status: 'unknown-cursor' };
  const [only] = cohort;
  if (only?.value === noValue) return { status: 'listed', rows: [], next: null };
  const shown = database
    .selectFrom('rollups')
    .where('rollups.origin', '=', origin)
    .where('rollups.facet', '=', only?.facet ?? 'all')
    .where('rollups.is_shown', '=', 1)
    .where('rollups.value', '=', only?.value ?? '');
  const counted = await shown
    .where('rollups.model_sha256', '>', place[0] ?? '')
    .groupBy('model_sha256')
    .orderBy('model_sha256')
    .limit(limit)
    .select(countedModel)
    .execute();
  const models = await describeModels(connection, origin, counted);
  if (models.length === 0) return { status: 'listed', rows: [], next: null };
  const ranked = await database
    .selectFrom(
      shown
        .innerJoin('boards', 'boards.board_key', 'rollups.board_key')
        .where(
          'rollups.model_sha256',
          'in',
          models.map(({ sha256 }) => sha256),
        )
        .selectAll('boards')
        .select(['count', 'p10', 'p25', 'p50', 'p75', 'p90', 'ci_low', 'ci_high'])
        .select(['origin', 'facet', 'value', 'epoch'])
        .select(
          sql<number>`row_number() over (
            partition by rollups.model_sha256 order by rollups.p50 / boards.batch, rollups.board_key)`.as(
            'place',
          ),
        )
        .as('ranked'),
    )
    .where('place', '<=', perModel)
    .orderBy('place')
    .selectAll()
    .execute();
  const rows = models.map((model): ModelOverview => ({
    model,
    fastest: ranked
      .filter(({ model_sha256 }) => model_sha256 === model.sha256)
      .map((row) => boardRow(row, row)),
  }));
  return { status: 'listed', rows, next: nextOf(rows, limit, ({ model }) => model.sha256) };
}

/** All in one statement, but for pairs of facets, of which no bins are kept. */
export async function readHistograms(
  { database }: Connection,
  joint: JointFigures,
  cohorts: readonly BoardQuery[],
): Promise<Exclude<HistogramsOutcome, Unavailable>> {
  const keys = cohorts.map(({ key }) => key);
  const names = [...new Set(cohorts.map(nameOfCohort))];
  const bins = new Map<string, BinCount[]>();
  if (keys.length > 0) {
    const counted = await database
      .selectFrom('bins')
      .innerJoin('rollups', (join) =>
        join
          .onRef('rollups.board_key', '=', 'bins.board_key')
          .onRef('rollups.cohort', '=', 'bins.cohort')
          .on('rollups.is_shown', '=', 1),
      )
      .where('bins.board_key', 'in', keys)
      .where('bins.cohort', 'in', names)
      // Said of both, since PostgreSQL concludes it of the other only where there is one value.
      .where('rollups.board_key', 'in', keys)
      .where('rollups.cohort', 'in', names)
      .where('bins.count', '>', 0)
      .orderBy('bins.bin')
      .select(['bins.board_key', 'bins.cohort', 'bins.bin', 'bins.count'])
      .execute();
    for (const { board_key, cohort, bin, count } of counted) {
      const place = `${board_key} ${cohort}`;
      const ofCohort = bins.get(place);
      if (ofCohort === undefined) bins.set(place, [{ bin, count }]);
      else ofCohort.push({ bin, count });
    }
  }
  const histograms: (HistogramBin[] | null)[] = [];
  for (const query of cohorts) {
    const { key, origin, cohort } = query;
    const [first, second] = cohort;
    if (first === undefined || second === undefined) {
      const samples = new BinnedSamples(bins.get(`${key} ${nameOfCohort(query)}`) ?? []);
      histograms.push(histogramOf(samples, origin));
      continue;
    }
    const row = await joint.row(key, origin, [first, second]);
    const samples = row && (await joint.samples(key, origin, [first, second], row.epoch));
    histograms.push(samples && histogramOf(samples, origin));
  }
  return { status: 'listed', histograms };
}

/** Of two facets together there is none in the tables. */
function nameOfCohort({ origin, cohort }: BoardQuery): string {
  const [first, second] = cohort;
  if (first === undefined || second !== undefined) return cohortKey(origin, 'all', '');
  return cohortKey(origin, first.facet, first.value);
}

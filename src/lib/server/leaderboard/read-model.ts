import type { BackendId, Precision } from '#lib/core/results/ids.ts';
import { boardOfRow } from './board-row.ts';
import { facets, noValue, type Facet } from './cohorts.ts';
import type { Connection } from './connection.ts';
import { ratioFigures } from './read-board.ts';
import type { Unavailable } from './store.ts';
import type { ChoicesOutcome, ModelQuery, RatiosOutcome } from './store-pages.ts';

/** A browser has a dozen versions a year: too many to choose from. The page of versions lists them. */
const offeredFacets = facets.filter((facet) => facet !== 'browser-version');

export async function readChoices(
  { database }: Connection,
  { origin, modelSha256 }: ModelQuery,
): Promise<Exclude<ChoicesOutcome, Unavailable>> {
  const shown = database
    .selectFrom('rollups')
    .where('rollups.model_sha256', '=', modelSha256)
    .where('rollups.origin', '=', origin)
    .where('rollups.is_shown', '=', 1);
  const facts = await shown
    .where('rollups.facet', '=', 'all')
    .innerJoin('boards', 'boards.board_key', 'rollups.board_key')
    .select(['boards.engine', 'engine_version', 'boards.backend', 'precision', 'threads', 'batch'])
    .distinct()
    .execute();
  const cohorts = await shown
    .where('rollups.facet', 'in', offeredFacets)
    .where('rollups.value', '<>', noValue)
    .groupBy(['facet', 'value'])
    .orderBy('facet')
    .orderBy('value')
    .select((eb) => ['facet', 'value', eb.fn.max('count').as('submitters')])
    .execute();
  return {
    status: 'known',
    choices: {
      engines: distinct(facts.map(({ engine }) => engine)),
      engineVersions: distinct(facts.map(({ engine_version }) => engine_version)),
      backends: distinct(facts.map(({ backend }) => backend as BackendId)),
      precisions: distinct(facts.map(({ precision }) => precision as Precision)),
      threads: distinct(facts.map(({ threads }) => threads)),
      batches: distinct(facts.map(({ batch }) => batch)),
      cohorts: cohorts.map((row) => ({ ...row, facet: row.facet as Facet })),
    },
  };
}

function distinct<Value extends string | number>(values: readonly Value[]): Value[] {
  return [...new Set(values)].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : 1,
  );
}

/** Six pairs of backends for each version, number of threads and batch: far fewer than this for any one model. */
const ratiosLimit = 100;

export async function readRatios(
  { database }: Connection,
  { origin, modelSha256 }: ModelQuery,
): Promise<Exclude<RatiosOutcome, Unavailable>> {
  const rollups = await database
    .selectFrom('rollups')
    .innerJoin('boards as a', 'a.board_key', 'rollups.board_key')
    .innerJoin('boards as b', 'b.board_key', 'rollups.value')
    .where('rollups.model_sha256', '=', modelSha256)
    .where('rollups.origin', '=', origin)
    .where('rollups.facet', '=', 'pair')
    .where('rollups.is_shown', '=', 1)
    .whereRef('a.backend', '<>', 'b.backend')
    .whereRef('a.engine', '=', 'b.engine')
    .whereRef('a.engine_version', '=', 'b.engine_version')
    .whereRef('a.precision', '=', 'b.precision')
    .whereRef('a.batch', '=', 'b.batch')
    .whereRef('a.shapes', '=', 'b.shapes')
    .whereRef('a.protocol_version', '=', 'b.protocol_version')
    .orderBy('rollups.count', 'desc')
    .orderBy('rollups.board_key')
    .orderBy('rollups.value')
    .limit(ratiosLimit)
    .selectAll('rollups')
    .execute();
  if (rollups.length === 0) return { status: 'listed', ratios: [] };
  const keys = new Set(rollups.flatMap(({ board_key, value }) => [board_key, value]));
  const boards = await database
    .selectFrom('boards')
    .where('board_key', 'in', [...keys])
    .selectAll()
    .execute();
  const byKey = new Map(boards.map((row) => [row.board_key, boardOfRow(row)]));
  return {
    status: 'listed',
    ratios: rollups.flatMap((rollup) => {
      const [lesser, greater] = [byKey.get(rollup.board_key), byKey.get(rollup.value)];
      if (lesser === undefined || greater === undefined) return [];
      // The faster one comes first.
      const isInverted = (rollup.p50 ?? 1) < 1;
      const [a, b] = isInverted ? [greater, lesser] : [lesser, greater];
      return [{ a, b, ratio: ratioFigures(rollup, { isInverted }) }];
    }),
  };
}

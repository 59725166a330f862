import { noValue, type Origin } from './cohorts.ts';
import type { Connection } from './connection.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Unpublished } from './published.ts';
import type {
  DevicesOutcome,
  ListQuery,
  ModelRow,
  ModelsOutcome,
  OriginStats,
  ReadOutcome,
  StatsOutcome,
} from './store.ts';
import type { Submission } from '#lib/core/results/submission.ts';

export async function listModels(
  { database }: Connection,
  { origin, after, limit }: ListQuery,
): Promise<Unpublished<ModelsOutcome>> {
  const place = after === null ? [''] : readCursor(after, ['string'] as const);
  if (place === null) return { status: 'unknown-cursor' };
  const models = await database
    .selectFrom('rollups')
    .where('origin', '=', origin)
    .where('facet', '=', 'all')
    .where('is_shown', '=', 1)
    .where('model_sha256', '>', place[0] ?? '')
    .groupBy('model_sha256')
    .orderBy('model_sha256')
    .limit(limit)
    .select((eb) => [
      'model_sha256',
      eb.fn.countAll<number>().as('boards'),
      eb.fn.max('count').as('submitters'),
      eb.fn.min('board_key').as('board_key'),
    ])
    .execute();
  const rows = await describeModels({ database }, origin, models);
  return { status: 'listed', rows, next: nextOf(rows, limit, ({ sha256 }) => sha256) };
}

/** A model's boards in one cohort, counted together; `board_key` is any of them. */
export interface CountedModel {
  readonly model_sha256: string;
  readonly boards: number;
  readonly submitters: number;
  readonly board_key: string;
}

/** The same models with what is known of them, in their order. */
export async function describeModels(
  { database }: Pick<Connection, 'database'>,
  origin: Origin,
  models: readonly CountedModel[],
): Promise<ModelRow[]> {
  if (models.length === 0) return [];
  const facts = await database
    .selectFrom('boards')
    .where(
      'board_key',
      'in',
      models.map(({ board_key }) => board_key),
    )
    .select(['board_key', 'model_source', 'model_id'])
    .execute();
  const names = await database
    .selectFrom('rollups')
    .where('origin', '=', origin)
    .where('facet', '=', 'name')
    .where('is_shown', '=', 1)
    .where(
      'model_sha256',
      'in',
      models.map(({ model_sha256 }) => model_sha256),
    )
    .orderBy('count', 'desc')
    .orderBy('value')
    .select(['model_sha256', 'value'])
    .execute();
  const factsOf = new Map(facts.map((row) => [row.board_key, row]));
  // Of several names the first is the one that most gave: it is put in last.
  const nameOf = new Map(names.reverse().map((row) => [row.model_sha256, row.value]));
  return models.map(({ model_sha256, boards, submitters, board_key }): ModelRow => {
    const known = factsOf.get(board_key);
    return {
      sha256: model_sha256,
      source: (known?.model_source ?? 'own') as ModelRow['source'],
      id: known?.model_id ?? null,
      name: nameOf.get(model_sha256) ?? null,
      boards,
      submitters,
    };
  });
}

export async function listDevices(
  { database }: Connection,
  { origin, after, limit }: ListQuery,
): Promise<Unpublished<DevicesOutcome>> {
  const place = after === null ? [''] : readCursor(after, ['string'] as const);
  if (place === null) return { status: 'unknown-cursor' };
  const rows = await database
    .selectFrom('rollups')
    .where('origin', '=', origin)
    .where('facet', '=', 'device')
    .where('is_shown', '=', 1)
    .where('value', '>', place[0] ?? '')
    .where('value', '<>', noValue)
    .groupBy('value')
    .orderBy('value')
    .limit(limit)
    .select((eb) => [
      'value as device',
      eb.fn.countAll<number>().as('boards'),
      eb.fn.max('count').as('submitters'),
    ])
    .execute();
  return { status: 'listed', rows, next: nextOf(rows, limit, ({ device }) => device) };
}

export function nextOf<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => string,
): string | null {
  const last = rows.at(-1);
  return last === undefined || rows.length < limit ? null : writeCursor([placeOf(last)]);
}

export async function readResult({ database }: Connection, id: string): Promise<ReadOutcome> {
  const row = await database.selectFrom('results').where('id', '=', id).selectAll().executeTakeFirst();
  if (row === undefined) return { status: 'unknown' };
  return {
    status: 'found',
    result: {
      id,
      submission: JSON.parse(row.document) as Submission,
      origin: row.origin,
      rig: row.rig,
      receivedDay: row.received_day,
    },
  };
}

export async function readStats(connection: Connection): Promise<Unpublished<StatsOutcome>> {
  const synthetic = await connection.database
    .selectFrom('counters')
    .where('id', '=', 'synthetic')
    .select('value')
    .executeTakeFirst();
  return {
    status: 'known',
    crowd: await originStats(connection, 'crowd'),
    lab: await originStats(connection, 'lab'),
    synthetic: synthetic?.value === 1,
  };
}

/** From the rollups, of which there are as many as boards, however many results those count. */
async function originStats({ database }: Connection, origin: Origin): Promise<OriginStats> {
  const shown = database.selectFrom('rollups').where('origin', '=', origin).where('is_shown', '=', 1);
  const all = await shown
    .where('facet', '=', 'all')
    .select((eb) => [
      eb.fn.countAll<number>().as('boards'),
      eb.fn.sum<number | null>('count').as('countedCells'),
      eb.fn.count<number>('model_sha256').distinct().as('models'),
    ])
    .executeTakeFirstOrThrow();
  const { devices } = await shown
    .where('facet', '=', 'device')
    .where('value', '<>', noValue)
    .select((eb) => eb.fn.count<number>('value').distinct().as('devices'))
    .executeTakeFirstOrThrow();
  return { boards: all.boards, countedCells: all.countedCells ?? 0, models: all.models, devices };
}

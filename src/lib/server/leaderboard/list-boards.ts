import { sql, type SelectQueryBuilder } from 'kysely';
import { noValue, type Facet } from './cohorts.ts';
import type { Connection } from './connection.ts';
import { boardRow } from './board-row.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { JointFigures } from './joint-figures.ts';
import type { Unpublished } from './published.ts';
import { parentCohort } from './shown-cohort.ts';
import type { BoardsTable, Database, RollupsTable } from './schema.ts';
import type { BoardRow, BoardsOutcome, BoardsQuery, CohortFilter } from './store.ts';

type Listed = Unpublished<BoardsOutcome>;
type ListedRow = BoardsTable &
  Pick<RollupsTable, 'count' | 'p10' | 'p25' | 'p50' | 'p75' | 'p90' | 'ci_low' | 'ci_high'> &
  Pick<RollupsTable, 'origin' | 'facet' | 'value' | 'epoch'>;

/** What a page is of: everyone, one cohort, or every value of a facet (`value` null), perhaps within an outer one's. */
type Selection = { facet: 'all' | Facet; value: string | null; within: string | null };

const everyone: Selection = { facet: 'all', value: '', within: null };

/** A page of boards; reads no more rollups than it has rows, in the order of an index. */
export async function listBoards(
  connection: Connection,
  joint: JointFigures,
  query: BoardsQuery,
): Promise<Listed> {
  const [first, second] = query.cohort;
  if (first !== undefined && second !== undefined) {
    const page = await listBoards(connection, joint, { ...query, cohort: [] });
    if (page.status !== 'listed') return page;
    const rows: BoardRow[] = [];
    for (const row of page.rows) {
      rows.push((await joint.row(row.board.key, query.origin, [first, second])) ?? row);
    }
    return { ...page, rows };
  }
  const page = await listSelection(connection, query, selectionOf(query.cohort, query.each));
  const isHeldBack = page.status === 'listed' && page.rows.length === 0 && query.after === null;
  // A later page asks for the same cohort again, finds rows of the parent's place in its cursor, and goes on there.
  if (!isHeldBack || first === undefined || query.each !== null) return page;
  return listBoards(connection, joint, { ...query, cohort: parentCohort(first) });
}

function selectionOf(cohort: CohortFilter, each: BoardsQuery['each']): Selection {
  const [only] = cohort;
  if (each !== null) return { facet: each, value: null, within: only?.value ?? null };
  if (only === undefined) return everyone;
  return { facet: only.facet, value: only.value, within: null };
}

async function listSelection(
  { database }: Connection,
  query: BoardsQuery,
  asked: Selection,
): Promise<Listed> {
  const place = query.after === null ? null : readPlace(query.after);
  if (query.after !== null && (place === null || !isOf(asked, place))) return { status: 'unknown-cursor' };
  const selection = place === null ? asked : { ...asked, facet: place.facet, value: asked.value && place.of };
  const isRanked = query.modelSha256 !== null;
  let rows = database
    .selectFrom('rollups')
    .innerJoin('boards', 'boards.board_key', 'rollups.board_key')
    .selectAll('boards')
    .select([
      'count',
      'p10',
      'p25',
      'p50',
      'p75',
      'p90',
      'ci_low',
      'ci_high',
      'origin',
      'facet',
      'value',
      'epoch',
    ])
    .where('rollups.origin', '=', query.origin)
    .where('rollups.facet', '=', selection.facet)
    .where('rollups.is_shown', '=', 1);
  if (query.modelSha256 !== null) rows = rows.where('rollups.model_sha256', '=', query.modelSha256);
  rows =
    selection.value === null
      ? rows.where('rollups.value', '<>', noValue)
      : rows.where('rollups.value', '=', selection.value);
  // The outer value is a word of a list, which holds no wildcard.
  if (selection.within !== null) rows = rows.where('rollups.value', 'like', `${selection.within}/%`);
  rows = filtered(rows, query.filters);
  if (place !== null) rows = rows.where(isAfter(place, { isRanked, isEach: query.each !== null }));
  if (isRanked) rows = rows.orderBy('rollups.p50').orderBy('rollups.board_key').orderBy('rollups.value');
  else rows = rows.orderBy('rollups.value').orderBy('rollups.board_key');
  const found: ListedRow[] = await rows.limit(query.limit).execute();
  const last = found.at(-1);
  return {
    status: 'listed',
    rows: found.map((row) => boardRow(row, row)),
    next:
      last === undefined || found.length < query.limit
        ? null
        : writeCursor([selection.facet, selection.value ?? '', last.p50 ?? 0, last.board_key, last.value]),
  };
}

/** Whether a list of these rows has such a place: its own, or one of the crowds that stand in for it. */
function isOf({ facet, value, within }: Selection, place: Place): boolean {
  if (facet === place.facet && (value ?? '') === place.of)
    return within === null || place.value.startsWith(`${within}/`);
  if (facet === 'all' || value === null) return false;
  const [parent] = parentCohort({ facet, value });
  return isOf(parent === undefined ? everyone : { ...parent, within: null }, place);
}

type Place = { facet: Selection['facet']; of: string; p50: number; boardKey: string; value: string };

function readPlace(cursor: string): Place | null {
  const place = readCursor(cursor, ['string', 'string', 'number', 'string', 'string'] as const);
  if (place === null) return null;
  const [facet, of, p50, boardKey, value] = place;
  return { facet: facet as Place['facet'], of, p50, boardKey, value };
}

function isAfter(place: Place, { isRanked, isEach }: { isRanked: boolean; isEach: boolean }) {
  if (isRanked && isEach) {
    return sql<boolean>`(rollups.p50, rollups.board_key, rollups.value) > (${place.p50}, ${place.boardKey}, ${place.value})`;
  }
  if (isRanked) return sql<boolean>`(rollups.p50, rollups.board_key) > (${place.p50}, ${place.boardKey})`;
  return sql<boolean>`(rollups.value, rollups.board_key) > (${place.value}, ${place.boardKey})`;
}

/** The columns that an index has are asked of the rollup, the others of its board. */
function filtered<Row>(
  rows: SelectQueryBuilder<Database, 'rollups' | 'boards', Row>,
  { engine, engineVersion, backend, precision, threads, batch }: BoardsQuery['filters'],
): SelectQueryBuilder<Database, 'rollups' | 'boards', Row> {
  let filteredRows = rows;
  if (backend !== undefined) filteredRows = filteredRows.where('rollups.backend', '=', backend);
  if (engine !== undefined) filteredRows = filteredRows.where('rollups.engine', '=', engine);
  if (engineVersion !== undefined) {
    filteredRows = filteredRows.where('boards.engine_version', '=', engineVersion);
  }
  if (precision !== undefined) filteredRows = filteredRows.where('boards.precision', '=', precision);
  if (threads !== undefined) filteredRows = filteredRows.where('boards.threads', '=', threads);
  if (batch !== undefined) filteredRows = filteredRows.where('boards.batch', '=', batch);
  return filteredRows;
}

import type { Submission } from '#lib/core/results/submission.ts';
import { binOf } from './bins.ts';
import { facetsOf, type Origin } from './cohorts.ts';
import type { CountedCell } from './counted-cells.ts';
import { facetColumns, type BoardsTable, type EntriesTable, type ResultsTable } from './schema.ts';
import type { NewResult } from './store.ts';

/** A result as the tables hold it. Plain data: it crosses to the store's thread. */
export interface ResultRow {
  readonly result: ResultsTable;
  readonly boards: readonly BoardsTable[];
  readonly entries: readonly NewEntry[];
}

/** An entry before it is known how many of its slot came before. */
export type NewEntry = Omit<EntriesTable, 'ordinal' | 'is_counted'>;

export function resultRow(result: NewResult): ResultRow {
  const { submission, cells, origin, disposition } = result;
  return {
    result: {
      id: submission.resultId,
      body_sha256: result.bodySha256,
      token_sha256: submission.deletionTokenSha256,
      origin: origin.kind,
      rig: origin.kind === 'lab' ? origin.rig : null,
      received_day: result.receivedDay,
      status: disposition.status,
      reason: disposition.status === 'public' ? null : disposition.reason,
      is_synthetic: result.isSynthetic === true ? 1 : 0,
      document: JSON.stringify(submission),
    },
    ...(disposition.status === 'public'
      ? { boards: boardRows(submission, cells), entries: newEntries(submission, cells, origin.kind) }
      : { boards: [], entries: [] }),
  };
}

export function boardRows({ model }: Submission, cells: readonly CountedCell[]): BoardsTable[] {
  return cells.map(({ boardKey, board }) => ({
    board_key: boardKey,
    model_sha256: board.modelSha256,
    model_source: model.source,
    model_id: model.id,
    shapes: JSON.stringify(board.shapes),
    precision: board.precision,
    engine: board.engine,
    engine_version: board.engineVersion,
    backend: board.backend,
    threads: board.threads,
    batch: board.batch,
    options: JSON.stringify(board.options),
    protocol_version: board.protocolVersion,
  }));
}

/** The ratios that an entry carries: the other board's key, and the bin. */
export function ratioBins({ pairs }: Pick<EntriesTable, 'pairs'>): [string, number][] {
  return Object.entries(JSON.parse(pairs) as Record<string, number>);
}

/** 128 bits tell slots apart just as well as 256. */
const slotDigits = 32;

/** One for each cell, in their order. */
export function newEntries(
  submission: Submission,
  cells: readonly CountedCell[],
  origin: Origin,
): NewEntry[] {
  const facets = facetsOf(submission);
  const shared = {
    origin,
    result_id: submission.resultId,
    [facetColumns['form-factor']]: facets['form-factor'],
    [facetColumns.os]: facets.os,
    [facetColumns.browser]: facets.browser,
    [facetColumns['browser-version']]: facets['browser-version'],
    [facetColumns['gpu-vendor']]: facets['gpu-vendor'],
    [facetColumns['gpu-architecture']]: facets['gpu-architecture'],
    [facetColumns.device]: facets.device,
    model_name: submission.model.source === 'own' ? submission.model.name : null,
  };
  return cells.map(({ boardKey, slot, medianMs, ratios }) => ({
    ...shared,
    board_key: boardKey,
    slot: slot.slice(0, slotDigits),
    bin: binOf(medianMs),
    pairs: JSON.stringify(
      Object.fromEntries(ratios.map(({ boardKey: other, ratio }) => [other, binOf(ratio)])),
    ),
  }));
}

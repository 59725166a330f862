import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Submission } from '#lib/core/results/submission.ts';
import type { Connection } from './connection.ts';
import { resultRow } from './result-row.ts';
import { submitResults } from './submit-results.ts';
import { syntheticResult, type SyntheticOptions } from './synthetic-population.ts';

export type AddRigOutcome = { readonly status: 'added'; readonly key: string } | { readonly status: 'taken' };

/** Makes a rig's key, of which only the digest is kept. */
export async function addRig({ database }: Connection, name: string): Promise<AddRigOutcome> {
  const key = `rig_${randomBytes(32).toString('base64url')}`;
  const added = await database
    .insertInto('rigs')
    .values({
      id: name,
      key_sha256: createHash('sha256').update(key).digest('hex'),
      added_day: new Date().toISOString().slice(0, 10),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  return added.length === 0 ? { status: 'taken' } : { status: 'added', key };
}

export interface QuarantinedResult {
  readonly id: string;
  readonly reason: string;
  readonly receivedDay: string;
  readonly origin: string;
  readonly modelSha256: string;
  readonly cells: number;
}

/** All of them, by id. */
export async function quarantinedResults({ database }: Connection): Promise<QuarantinedResult[]> {
  const rows = await database
    .selectFrom('results')
    // As a literal, because only then is the partial index found.
    .where(sql<boolean>`status = 'quarantined'`)
    .orderBy('id')
    .selectAll()
    .execute();
  return rows.map((row) => {
    const submission = JSON.parse(row.document) as Submission;
    return {
      id: row.id,
      reason: row.reason ?? '',
      receivedDay: row.received_day,
      origin: row.origin,
      modelSha256: submission.model.sha256,
      cells: submission.cells.length,
    };
  });
}

/** Whether a seed may be put in: nothing is in yet, or a seed was before. */
export async function mayBeSeeded({ database }: Connection): Promise<boolean> {
  const results = await database.selectFrom('results').select('id').limit(1).execute();
  if (results.length === 0) return true;
  const row = await database
    .selectFrom('counters')
    .where('id', '=', 'synthetic')
    .select('value')
    .executeTakeFirst();
  return row?.value === 1;
}

export interface SeedCounts {
  readonly accepted: number;
  /** Were there already, from the same seed. */
  readonly repeated: number;
}

/** So many share a transaction, and what falls into one bin is added up before it is written. */
const seededAtOnce = 2048;

/**
 * Writes a made-up population, as submissions are written but many at once; its boards are published by whoever opens
 * the store next.
 * @throws {Error} when the database refuses a result
 */
export async function seed(
  connection: Connection,
  results: number,
  options: SyntheticOptions,
  onProgress: (done: number) => void,
): Promise<SeedCounts> {
  const counts = { accepted: 0, repeated: 0 };
  for (let start = 0; start < results; start += seededAtOnce) {
    const length = Math.min(seededAtOnce, results - start);
    const rows = Array.from({ length }, (_, offset) => resultRow(syntheticResult(start + offset, options)));
    const outcomes = await submitResults(connection, rows);
    for (const outcome of outcomes) {
      if (outcome.status === 'unavailable') throw new Error(outcome.detail);
      if (outcome.status === 'accepted') counts.accepted += 1;
      else counts.repeated += 1;
    }
    onProgress(start + length);
  }
  return counts;
}

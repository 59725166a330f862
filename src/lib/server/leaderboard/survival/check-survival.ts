import { expect } from 'vitest';
import type { Connection } from '../connection.ts';
import { verify } from '../verify.ts';
import type { Acknowledged } from './start-writer.ts';

/** Nothing that was acknowledged is lost, nothing that was removed is back, and all figures are exact. */
export async function checkSurvival(connection: Connection, acknowledged: Acknowledged): Promise<void> {
  const rows = await connection.database.selectFrom('results').select('id').execute();
  const present = new Set(rows.map(({ id }) => id));
  const { kept, removed, removing } = acknowledged;
  expect(kept.size).toBeGreaterThan(0);
  expect([...kept].filter((id) => !removing.has(id) && !present.has(id))).toEqual([]);
  expect([...removed].filter((id) => present.has(id))).toEqual([]);
  expect((await verify(connection)).differences).toEqual([]);
}

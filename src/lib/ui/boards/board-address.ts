import type { AskedBoards } from '#lib/core/results/board-entry.ts';
import type { FacetValue, Origin } from '#lib/core/results/cohort-facets.ts';

const listAddress = '/leaderboard';
export const compareAddress = '/leaderboard/compare';

/** What stands behind the question mark: `?os=Android&backend=webgpu`, or nothing. */
export function boardsSearch({ origin, filters, cohort }: AskedBoards, cursor: string | null = null): string {
  const search = new URLSearchParams();
  if (origin !== 'crowd') search.set('origin', origin);
  const { engine, engineVersion, backend, precision, threads, batch } = filters;
  const fields = { engine, 'engine-version': engineVersion, backend, precision, threads, batch };
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) search.set(name, String(value));
  for (const { facet, value } of cohort) search.set(facet, value);
  if (cursor !== null) search.set('cursor', cursor);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Addresses below the leaderboard keep whose results are looked at. */
export function overviewAddress(origin: Origin, cohort: readonly FacetValue[] = []): string {
  return `${listAddress}${boardsSearch({ origin, filters: {}, cohort })}`;
}

export function modelAddress(reference: string, asked: Partial<AskedBoards> = {}): string {
  return `${listAddress}/models/${reference}${boardsSearch({ ...everything, ...asked })}`;
}

/** Of all versions of the engine, whatever version is asked for. */
export function versionsAddress(reference: string, asked: Partial<AskedBoards> = {}): string {
  const { filters, ...rest } = { ...everything, ...asked };
  const others = Object.fromEntries(Object.entries(filters).filter(([name]) => name !== 'engineVersion'));
  return `${listAddress}/models/${reference}/versions${boardsSearch({ ...rest, filters: others })}`;
}

export function deviceAddress(id: string, origin: Origin): string {
  return `${listAddress}/devices/${id}${boardsSearch({ ...everything, origin })}`;
}

export function compareBoardAddress(key: string, origin: Origin, cohort: readonly FacetValue[]): string {
  const [only] = cohort;
  const search = new URLSearchParams({ a: key });
  if (origin !== 'crowd') search.set('origin', origin);
  if (only !== undefined) search.set('a-cohort', `${only.facet}:${only.value}`);
  return `${compareAddress}?${search}`;
}

const everything: AskedBoards = { origin: 'crowd', filters: {}, cohort: [] };

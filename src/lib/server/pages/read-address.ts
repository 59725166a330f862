import { settleCohort, type CohortClash } from '#lib/core/results/cohort-facets.ts';
import { readBoardsQuery, type ReadQuery } from '../api/query.ts';
import { facets, type FacetValue } from '../leaderboard/cohorts.ts';
import type { BoardsQuery } from '../leaderboard/store.ts';
import { badAddress, type PageOutcome } from './page-outcome.ts';

type Read<Query> =
  { readonly status: 'read'; readonly query: Query } | Exclude<PageOutcome<never>, { status: 'shown' }>;

/** What may stand behind the question mark of a page with rows of one model. */
export const rowParameters = [
  'origin',
  'cursor',
  'engine',
  'engine-version',
  'backend',
  'precision',
  'threads',
  'batch',
  ...facets,
] as const;
/** Of a list of models. */
export const listParameters = ['origin', 'cursor', ...facets] as const;

export interface PageQuery extends BoardsQuery {
  /** As the page's form is filled in: `cohort`, or choices that make no crowd. */
  readonly chosen: readonly FacetValue[];
  /** Why `chosen` makes no crowd; `cohort` is then nobody's. */
  readonly clash: CohortClash | null;
}

/**
 * Reads a page's address by the rules of `/api/v1/boards`. A form sends its empty fields too, and a browser beside its
 * version: such an address is moved to the one without them, so that one question has one address. Choices that do not
 * go together are no wrong address: the page shows them, and says so.
 */
export function readPageAddress(url: URL, known: readonly string[]): Read<PageQuery> {
  const given = [...url.searchParams];
  const filled = given.filter(([, value]) => value !== '');
  const isStrange = given.some(([name]) => !known.includes(name));
  if (isStrange)
    return badAddress(
      `The address has a parameter that this page does not know. It knows ${known.join(', ')}.`,
    );
  const isFacet = ([name]: readonly [string, string]) => facets.some((facet) => facet === name);
  const others = filled.filter((each) => !isFacet(each));
  const chosen: FacetValue[] = [];
  // Each by itself: together they may be more than the API answers.
  for (const choice of filled.filter(isFacet)) {
    const read = orRefused(readBoardsQuery(new URLSearchParams([choice])));
    if (read.status !== 'read') return read;
    chosen.push(...read.query.cohort);
  }
  if (new Set(chosen.map(({ facet }) => facet)).size < chosen.length)
    return badAddress('A parameter stands there twice.');
  const { cohort, clash } = settleCohort(chosen);
  const isSettled = (each: readonly [string, string]) =>
    clash !== null || !isFacet(each) || cohort.some(({ facet }) => facet === each[0]);
  const proper = filled.filter(isSettled);
  if (proper.length < given.length) {
    const rest = new URLSearchParams(proper).toString();
    return { status: 'moved', address: `${url.pathname}${rest === '' ? '' : `?${rest}`}` };
  }
  const asked = clash === null ? proper : others;
  const read = orRefused(readBoardsQuery(new URLSearchParams(asked)));
  if (read.status !== 'read') return read;
  return {
    status: 'read',
    query: { ...read.query, chosen: clash === null ? read.query.cohort : chosen, clash },
  };
}

export function orRefused<Query>(outcome: ReadQuery<Query>): Read<Query> {
  if (outcome.status === 'read') return outcome;
  const { detail, errors = [] } = outcome.problem;
  const names = errors.flatMap((error) => ('parameter' in error ? [error.parameter] : []));
  return badAddress(names.length === 0 ? detail : `${detail} Look at ${names.join(', ')}.`);
}

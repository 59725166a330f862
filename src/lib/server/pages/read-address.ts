import { readBoardsQuery, type ReadQuery } from '../api/query.ts';
import { facets } from '../leaderboard/cohorts.ts';
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

/**
 * Reads a page's address by the rules of `/api/v1/boards`. A form sends its empty fields too: such an address is moved
 * to the one without them, so that one question has one address.
 */
export function readPageAddress(url: URL, known: readonly string[]): Read<BoardsQuery> {
  const search = new URLSearchParams(url.searchParams);
  const given = [...search];
  const filled = given.filter(([, value]) => value !== '');
  const isStrange = given.some(([name]) => !known.includes(name));
  if (isStrange)
    return badAddress(
      `The address has a parameter that this page does not know. It knows ${known.join(', ')}.`,
    );
  if (filled.length < given.length) {
    const rest = new URLSearchParams(filled).toString();
    return { status: 'moved', address: `${url.pathname}${rest === '' ? '' : `?${rest}`}` };
  }
  return orRefused(readBoardsQuery(search));
}

export function orRefused<Query>(outcome: ReadQuery<Query>): Read<Query> {
  if (outcome.status === 'read') return outcome;
  const { detail, errors = [] } = outcome.problem;
  const names = errors.flatMap((error) => ('parameter' in error ? [error.parameter] : []));
  return badAddress(names.length === 0 ? detail : `${detail} Look at ${names.join(', ')}.`);
}

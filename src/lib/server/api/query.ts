import * as v from 'valibot';
import { backendIdSchema, precisionSchema } from '#lib/core/results/ids.ts';
import { facets, origins, outerFacetOf, type Origin } from '../leaderboard/cohorts.ts';
import type {
  BoardFilters,
  BoardQuery,
  BoardsQuery,
  CohortFilter,
  CompareQuery,
  ListQuery,
} from '../leaderboard/store.ts';
import { cohortParameters, readCohort, slug, type CohortGiven } from './cohort-query.ts';
import type { FieldError, Problem } from './problem.ts';

/** What stands behind the question mark, as it comes: texts. Also the source of the parameters in the OpenAPI document. */
const wholeNumber = v.pipe(v.string(), v.regex(/^[1-9]\d{0,6}$/));
const boardKey = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

const originParameter = { origin: v.optional(v.picklist(origins)) };
const pageParameters = {
  ...originParameter,
  cursor: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(600))),
  limit: v.optional(v.pipe(v.string(), v.regex(/^([1-9]|[1-4]\d|50)$/))),
};
export const listParameters = v.strictObject(pageParameters);
export const boardsParameters = v.strictObject({
  ...pageParameters,
  ...cohortParameters,
  model: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
  engine: v.optional(slug),
  'engine-version': v.optional(v.pipe(v.string(), v.maxLength(32), v.regex(/^[0-9A-Za-z.-]+$/))),
  backend: v.optional(backendIdSchema),
  precision: v.optional(precisionSchema),
  threads: v.optional(wholeNumber),
  batch: v.optional(wholeNumber),
  each: v.optional(v.picklist(facets)),
});
export const boardParameters = v.strictObject({ ...originParameter, ...cohortParameters });
export const compareParameters = v.strictObject({ ...originParameter, a: boardKey, b: boardKey });
export const noParameters = v.strictObject({});

type Parameters = v.StrictObjectSchema<v.ObjectEntries, undefined>;

export type ReadQuery<Query> =
  | { readonly status: 'read'; readonly query: Query }
  | { readonly status: 'refused'; readonly problem: Problem };

export function isBoardKey(key: string): boolean {
  return v.is(boardKey, key);
}

export function readNoQuery(search: URLSearchParams): ReadQuery<null> {
  return mapped(readParameters(noParameters, search), () => read(null));
}

export function readListQuery(search: URLSearchParams): ReadQuery<ListQuery> {
  return mapped(readParameters(listParameters, search), (given) => read(pageOf(given)));
}

export function readBoardsQuery(search: URLSearchParams): ReadQuery<BoardsQuery> {
  return mapped(readParameters(boardsParameters, search), (given) =>
    withCohort(given, (cohort) => {
      const { each = null } = given;
      // Beside "each" goes only what its facet's crowds lie in: all versions of one browser.
      if (each !== null && cohort.some(({ facet }) => facet !== outerFacetOf(each))) return tooManyFacets();
      return read({
        ...pageOf(given),
        modelSha256: given.model ?? null,
        filters: filtersOf(given),
        cohort,
        each,
      });
    }),
  );
}

function filtersOf(given: v.InferOutput<typeof boardsParameters>): BoardFilters {
  const { engine, backend, precision } = given;
  const engineVersion = given['engine-version'];
  return {
    ...(engine === undefined ? {} : { engine }),
    ...(engineVersion === undefined ? {} : { engineVersion }),
    ...(backend === undefined ? {} : { backend }),
    ...(precision === undefined ? {} : { precision }),
    ...(given.threads === undefined ? {} : { threads: Number(given.threads) }),
    ...(given.batch === undefined ? {} : { batch: Number(given.batch) }),
  };
}

export function readBoardQuery(key: string, search: URLSearchParams): ReadQuery<BoardQuery> {
  return mapped(readParameters(boardParameters, search), (given) =>
    withCohort(given, (cohort) => read({ key, origin: originOf(given), cohort })),
  );
}

export function readCompareQuery(search: URLSearchParams): ReadQuery<CompareQuery> {
  return mapped(readParameters(compareParameters, search), (given) =>
    read({ a: given.a, b: given.b, origin: originOf(given) }),
  );
}

function read<Query>(query: Query): ReadQuery<Query> {
  return { status: 'read', query };
}

function mapped<Given, Query>(
  outcome: ReadQuery<Given>,
  next: (given: Given) => ReadQuery<Query>,
): ReadQuery<Query> {
  return outcome.status === 'read' ? next(outcome.query) : outcome;
}

function readParameters<Schema extends Parameters>(
  schema: Schema,
  search: URLSearchParams,
): ReadQuery<v.InferOutput<Schema>> {
  const names = [...search.keys()];
  if (new Set(names).size !== names.length) return refused([], 'A parameter stands there twice.');
  if (names.some((name) => !Object.hasOwn(schema.entries, name))) {
    return refused([], `There is a parameter that is not known here; known are ${knownNames(schema)}.`);
  }
  const parsed = v.safeParse(schema, Object.fromEntries(search));
  if (parsed.success) return read(parsed.output);
  const wrong = new Set(parsed.issues.map((issue) => String(issue.path?.[0]?.key ?? '')));
  const errors = [...wrong].map((parameter) => ({
    parameter,
    detail: 'is missing or has no value that fits',
  }));
  return refused(errors, parametersDoNotFit);
}

const parametersDoNotFit = 'The address has parameters that cannot be answered.';

function knownNames(schema: Parameters): string {
  return Object.keys(schema.entries).join(', ') || 'none';
}

function pageOf(given: v.InferOutput<typeof listParameters>): ListQuery {
  return { origin: originOf(given), after: given.cursor ?? null, limit: Number(given.limit ?? 50) };
}

function originOf({ origin }: { origin?: Origin | undefined }): Origin {
  return origin ?? 'crowd';
}

/** A cohort as it is asked for, or what is wrong with it. */
function withCohort<Query>(
  given: CohortGiven,
  next: (cohort: CohortFilter) => ReadQuery<Query>,
): ReadQuery<Query> {
  const { cohort, errors } = readCohort(given);
  if (cohort !== null) return next(cohort);
  return errors.length > 0 ? refused(errors, parametersDoNotFit) : tooManyFacets();
}

function tooManyFacets<Query>(): ReadQuery<Query> {
  return refused(
    [],
    `At most two of ${facets.join(', ')} go together; beside "each" goes only the facet that its own lies in.`,
  );
}

function refused<Query>(errors: readonly FieldError[], detail: string): ReadQuery<Query> {
  return { status: 'refused', problem: { status: 400, kind: 'invalid-query', detail, errors } };
}

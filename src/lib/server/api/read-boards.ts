import type { ReadyAnswer } from './answer-cache.ts';
import type { Unavailable, UnknownCursor } from '../leaderboard/store.ts';
import { problemResponse, unavailable, type Problem } from './problem.ts';
import {
  isBoardKey,
  readBoardQuery,
  readBoardsQuery,
  readCompareQuery,
  readListQuery,
  readNoQuery,
  type ReadQuery,
} from './query.ts';
import type { Service } from './service.ts';

/** What a reader asks, wherever it stands in the address. */
type Question = { readonly request: Request; readonly search: URLSearchParams };

export function getModels(service: Service, question: Question): Promise<Response> {
  return answer(service, question, 'models', readListQuery(question.search), async (query) =>
    listed(await service.store.models(query), 'models'),
  );
}

export function getDevices(service: Service, question: Question): Promise<Response> {
  return answer(service, question, 'devices', readListQuery(question.search), async (query) =>
    listed(await service.store.devices(query), 'devices'),
  );
}

export function getBoards(service: Service, question: Question): Promise<Response> {
  return answer(service, question, 'boards', readBoardsQuery(question.search), async (query) =>
    listed(await service.store.boards(query), 'boards'),
  );
}

export function getDistribution(service: Service, question: Question, key: string): Promise<Response> {
  if (!isBoardKey(key)) return Promise.resolve(problemResponse(noSuchBoard));
  return answer(service, question, 'distribution', readBoardQuery(key, question.search), async (query) => {
    const outcome = await service.store.distribution(query);
    if (outcome.status !== 'shown') return outcome;
    const { epoch, row, histogram } = outcome;
    return { status: 'answered', epoch, body: { epoch, row, histogram } };
  });
}

export function getComparison(service: Service, question: Question): Promise<Response> {
  return answer(service, question, 'compare', readCompareQuery(question.search), async (query) => {
    const outcome = await service.store.compare(query);
    if (outcome.status !== 'compared') return outcome;
    const { epoch, a, b, ratio } = outcome;
    return { status: 'answered', epoch, body: { epoch, a, b, ratio } };
  });
}

export function getStats(service: Service, question: Question): Promise<Response> {
  return answer(service, question, 'stats', readNoQuery(question.search), async () => {
    const outcome = await service.store.stats();
    if (outcome.status !== 'known') return outcome;
    const { epoch, crowd, lab, synthetic } = outcome;
    return { status: 'answered', epoch, body: { epoch, crowd, lab, synthetic } };
  });
}

type Answered =
  | { readonly status: 'answered'; readonly epoch: number; readonly body: object }
  | { readonly status: 'unknown' }
  | UnknownCursor
  | Unavailable;

function listed<Row>(
  outcome:
    | {
        readonly status: 'listed';
        readonly epoch: number;
        readonly rows: readonly Row[];
        readonly next: string | null;
      }
    | UnknownCursor
    | Unavailable,
  name: string,
): Answered {
  if (outcome.status !== 'listed') return outcome;
  const { epoch, rows, next } = outcome;
  return { status: 'answered', epoch, body: { epoch, [name]: rows, next } };
}

/** Ten seconds as it is, and for five minutes the old answer while the new one is fetched. */
export const caching = 'public, max-age=10, stale-while-revalidate=300';

/**
 * Answers from the figures that are published. All of them carry the epoch as their entity tag: as long as nothing was
 * published, a reader that has an answer gets 304, and whoever asks what was asked before gets the same text.
 */
async function answer<Query>(
  { store, answers }: Service,
  { request }: Question,
  name: string,
  given: ReadQuery<Query>,
  ask: (query: Query) => Promise<Answered>,
): Promise<Response> {
  if (given.status === 'refused') return problemResponse(given.problem);
  const epoch = store.epoch();
  if (hasTag(request.headers.get('if-none-match'), tagOf(epoch))) {
    return new Response(null, { status: 304, headers: { etag: tagOf(epoch), 'cache-control': caching } });
  }
  const question = `${name} ${JSON.stringify(given.query)}`;
  const { pathname, search } = new URL(request.url);
  const ready = answers.get(epoch, question);
  if (ready !== null) {
    answers.putAddress(epoch, pathname + search, ready);
    return ok(ready);
  }
  const outcome = await answers.once(epoch, question, () => ask(given.query));
  switch (outcome.status) {
    case 'answered': {
      const made = { tag: tagOf(outcome.epoch), json: Buffer.from(JSON.stringify(outcome.body)) };
      answers.put(outcome.epoch, question, made);
      answers.putAddress(outcome.epoch, pathname + search, made);
      return ok(made);
    }
    case 'unknown':
      return problemResponse(noSuchBoard);
    case 'unknown-cursor':
      return problemResponse(unknownCursor);
    case 'unavailable':
      return problemResponse(unavailable);
  }
}

function ok({ tag, json }: ReadyAnswer): Response {
  return new Response(json, {
    headers: { 'content-type': 'application/json', etag: tag, 'cache-control': caching },
  });
}

function tagOf(epoch: number): string {
  return `"1-${epoch}"`;
}

export function hasTag(tags: string | null, tag: string): boolean {
  return tags !== null && tags.split(',').some((each) => each.trim().replace(/^W\//, '') === tag);
}

const noSuchBoard: Problem = {
  status: 404,
  kind: 'not-found',
  detail: 'There is no such board, or too few people have measured it for it to be shown.',
};

const unknownCursor: Problem = {
  status: 400,
  kind: 'unknown-cursor',
  detail: 'The cursor is none of this list: begin again without one.',
  errors: [{ parameter: 'cursor', detail: 'is none of this list' }],
};

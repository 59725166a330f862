import type {
  BoardChoices,
  BoardComparison,
  BoardConfiguration,
  BoardEntry,
} from '#lib/core/results/board-entry.ts';
import { facets, type FacetValue, type Origin } from '#lib/core/results/cohort-facets.ts';
import { compareCrowds, verdictOfRatio } from '#lib/core/results/compare-crowds.ts';
import { isBoardKey, readBoardQuery } from '../api/query.ts';
import type { Service } from '../api/service.ts';
import type { BoardQuery, BoardRow, Store } from '../leaderboard/store.ts';
import { allBoards } from './all-boards.ts';
import { compactHistogram, configurationsOf } from './entries.ts';
import { namedChoices } from './model-page.ts';
import { badAddress, lostDatabase, shown, unknown, type PageOutcome } from './page-outcome.ts';
import { orRefused } from './read-address.ts';
import { choicesOf, modelsOf, statsOf } from './of-epoch.ts';
import { modelLinks } from './titles.ts';

export interface CompareData {
  readonly origin: Origin;
  readonly model: { readonly title: string; readonly reference: string };
  readonly boards: readonly BoardConfiguration[];
  /** There are slower ones than these. */
  readonly isCut: boolean;
  readonly choices: BoardChoices;
  readonly a: BoardEntry;
  readonly asked: { readonly a: FacetValue | null; readonly b: FacetValue | null };
  /** Null where none has been chosen yet. */
  readonly b: BoardEntry | null;
  readonly comparison: BoardComparison | null;
  readonly synthetic: boolean;
}

const known = ['origin', 'a', 'b', 'a-cohort', 'b-cohort'];

/** `/leaderboard/compare?a=…&b=…`: two boards of one model, or two cohorts of one board. */
export async function comparePage(service: Service, url: URL): Promise<PageOutcome<CompareData>> {
  const read = readSides(url);
  if (read.status !== 'read') return read;
  const { store } = service;
  const { a, b } = read;
  const [ofA, ofB, stats] = await Promise.all([
    store.distribution(a),
    b && store.distribution(b),
    statsOf(store),
  ]);
  if (ofA.status === 'unavailable' || ofB?.status === 'unavailable' || stats.status !== 'known')
    return lostDatabase;
  if (ofA.status === 'unknown' || ofB?.status === 'unknown') return noBoard;
  const { modelSha256 } = ofA.row.board;
  if (ofB !== null && ofB.row.board.modelSha256 !== modelSha256) {
    return badAddress('The two boards are of different models: only boards of one model can be compared.');
  }
  const ofModel = { origin: a.origin, modelSha256 };
  const [models, boards, choices] = await Promise.all([
    modelsOf(store, { origin: a.origin, reference: modelSha256 }),
    allBoards(store, { ...ofModel, filters: {}, cohort: [], each: null }),
    choicesOf(store, ofModel),
  ]);
  if (models.status !== 'found' || boards.status !== 'listed' || choices.status !== 'known')
    return lostDatabase;
  const [model] = modelLinks(models.models);
  if (model === undefined) return noBoard;
  const named = configurationsOf(boards.rows.map(({ board }) => board));
  const entry = ({ row, histogram }: Extract<typeof ofA, { status: 'shown' }>): BoardEntry => ({
    ...named(row.board),
    cohort: row.cohort,
    latencyMs: row.latencyMs,
    histogram: compactHistogram(histogram),
  });
  const comparison = ofB === null ? null : await compare(store, ofA.row, ofB.row);
  if (comparison === 'unavailable') return lostDatabase;
  return shown({
    origin: a.origin,
    model,
    boards: boards.rows.map(({ board }) => named(board)),
    isCut: boards.isCut,
    choices: namedChoices(service, choices.choices),
    a: entry(ofA),
    b: ofB && entry(ofB),
    asked: { a: a.cohort[0] ?? null, b: b?.cohort[0] ?? null },
    comparison,
    synthetic: stats.synthetic,
  });
}

const noBoard = unknown('There is no such board, or fewer than five browsers have measured it.');

/** Ratios within runs are kept for everyone only; cohorts are compared as the different crowds that they are. */
async function compare(store: Store, a: BoardRow, b: BoardRow): Promise<BoardComparison | 'unavailable'> {
  const isOfEveryone = a.cohort.length === 0 && b.cohort.length === 0;
  if (isOfEveryone && a.board.key !== b.board.key) {
    const within = await store.compare({ a: a.board.key, b: b.board.key, origin: a.origin });
    if (within.status === 'unavailable') return 'unavailable';
    if (within.status === 'compared' && within.ratio !== null) {
      const { shareAFaster, ...ratio } = within.ratio;
      return { kind: 'within-runs', ratio, shareFaster: shareAFaster, verdict: verdictOfRatio(ratio) };
    }
  }
  const [ratio] = compareCrowds([{ a: perItem(a), b: perItem(b) }]);
  if (ratio === undefined) throw new Error('One pair was compared, and no ratio came.');
  return { kind: 'crowds', ratio };
}

function perItem({ latencyMs: { count, p50, ciLow, ciHigh }, board: { batch } }: BoardRow) {
  const item = (ms: number | null) => (ms === null ? null : ms / batch);
  return { count, p50: p50 / batch, ciLow: item(ciLow), ciHigh: item(ciHigh) };
}

type Sides =
  | { readonly status: 'read'; readonly a: BoardQuery; readonly b: BoardQuery | null }
  | Exclude<PageOutcome<never>, { status: 'shown' }>;

function readSides(url: URL): Sides {
  const given = [...url.searchParams];
  const filled = given.filter(([, value]) => value !== '');
  const names = given.map(([name]) => name);
  if (names.some((name) => !known.includes(name)) || new Set(names).size < names.length) {
    return badAddress(
      `The address has a parameter twice, or one that this page does not know. It knows ${known.join(', ')}.`,
    );
  }
  if (filled.length < given.length)
    return { status: 'moved', address: `${url.pathname}?${new URLSearchParams(filled)}` };
  const a = readSide(url, 'a');
  if (a === null) return badAddress('Choose a board on the page of a model first: the address names none.');
  if (a.status !== 'read') return a;
  const b = readSide(url, 'b');
  if (b !== null && b.status !== 'read') return b;
  return { status: 'read', a: a.query, b: b && b.query };
}

function readSide(url: URL, side: 'a' | 'b') {
  const key = url.searchParams.get(side);
  if (key === null) return null;
  if (!isBoardKey(key)) return badAddress('A board is called by 32 hexadecimal digits.');
  const [, facet = '', value = ''] =
    /^([a-z-]+):(.+)$/.exec(url.searchParams.get(`${side}-cohort`) ?? '') ?? [];
  const isGiven = url.searchParams.has(`${side}-cohort`);
  if (isGiven && !facets.some((each) => each === facet)) {
    return badAddress('A cohort is called by a facet and a value, such as os:Android.');
  }
  const search = new URLSearchParams(isGiven ? { [facet]: value } : {});
  const origin = url.searchParams.get('origin');
  if (origin !== null) search.set('origin', origin);
  return orRefused(readBoardQuery(key, search));
}

import type {
  BackendComparison,
  BoardConfiguration,
  BoardEntry,
  CompactHistogram,
} from '#lib/core/results/board-entry.ts';
import { verdictOfRatio } from '#lib/core/results/compare-crowds.ts';
import type { Board, BoardRow, HistogramBin, Store, Unavailable } from '../leaderboard/store.ts';
import type { BackendRatio } from '../leaderboard/store-pages.ts';

/** Rows with their histograms, as pages draw them. */
export async function entriesOf(
  store: Store,
  rows: readonly BoardRow[],
): Promise<{ readonly status: 'listed'; readonly entries: readonly BoardEntry[] } | Unavailable> {
  const outcome = await store.histograms(
    rows.map(({ board, origin, cohort }) => ({ key: board.key, origin, cohort })),
  );
  if (outcome.status !== 'listed') return outcome;
  const named = configurationsOf(rows.map(({ board }) => board));
  return {
    status: 'listed',
    entries: rows.map((row, index) => ({
      ...named(row.board),
      cohort: row.cohort,
      latencyMs: row.latencyMs,
      histogram: compactHistogram(outcome.histograms[index] ?? null),
    })),
  };
}

/** Shapes are told only where boards of one model differ by them. */
export function configurationsOf(boards: readonly Board[]): (board: Board) => BoardConfiguration {
  const shapesByModel = new Map<string, Set<string>>();
  for (const { modelSha256, shapes } of boards) {
    const known = shapesByModel.get(modelSha256) ?? new Set();
    shapesByModel.set(modelSha256, known.add(JSON.stringify(shapes)));
  }
  return ({ key, modelSha256, engine, engineVersion, backend, threads, batch, precision, shapes }) => ({
    key,
    engine,
    engineVersion,
    backend,
    threads,
    batch,
    precision,
    shapes: (shapesByModel.get(modelSha256)?.size ?? 0) > 1 ? shapes : null,
  });
}

/**
 * Bins grow by one factor, so their first end and that factor say where all of them lie. Merged until there are some two
 * for each root of the count: more would draw single browsers as needles.
 */
export function compactHistogram(histogram: readonly HistogramBin[] | null): CompactHistogram | null {
  const [first] = histogram ?? [];
  if (histogram === null || first === undefined) return null;
  const total = histogram.reduce((sum, { count }) => sum + count, 0);
  const wanted = Math.min(mostBars, Math.max(fewestBars, 2 * Math.sqrt(total)));
  const merged = Math.ceil(histogram.length / wanted);
  return {
    lowMs: rounded(first.lowMs),
    binRatio: rounded((first.highMs / first.lowMs) ** merged),
    counts: Array.from({ length: Math.ceil(histogram.length / merged) }, (_, index) =>
      histogram.slice(index * merged, (index + 1) * merged).reduce((sum, { count }) => sum + count, 0),
    ),
  };
}

const fewestBars = 8;
const mostBars = 40;

function rounded(value: number): number {
  return Number(value.toPrecision(7));
}

export function backendComparisons(ratios: readonly BackendRatio[]): BackendComparison[] {
  const named = configurationsOf(ratios.flatMap(({ a, b }) => [a, b]));
  // One thread is the slowest nearly everywhere: what people ask comes first.
  const isPlain = ({ a, b }: BackendRatio) => a.backend === 'wasm-simd' || b.backend === 'wasm-simd';
  const inOrder = [...ratios].sort((one, other) => Number(isPlain(one)) - Number(isPlain(other)));
  return inOrder.map(({ a, b, ratio: { shareAFaster, ...ratio } }) => ({
    faster: named(a),
    slower: named(b),
    ratio,
    shareFaster: shareAFaster,
    verdict: verdictOfRatio(ratio),
  }));
}

import type {
  BackendComparison,
  BoardChoices,
  BoardComparison,
  BoardConfiguration,
} from '#lib/core/results/board-entry.ts';
import { backendTitle } from '#lib/core/results/ids.ts';
import { formatEstimateRatio, formatShape } from '../format.ts';
import { engineTitle } from '../words/boards.ts';

/** `WASM-threads (4 threads)`. */
export function backendWords({ backend, threads }: Pick<BoardConfiguration, 'backend' | 'threads'>): string {
  return threads > 1 ? `${backendTitle(backend)} (${threads} threads)` : backendTitle(backend);
}

/** `fp32, batch 4, 1 × 3 × 224 × 224`: what tells a board from its neighbours besides engine and backend. */
export function detailWords({ precision, batch, shapes }: BoardConfiguration): string {
  return [
    precision,
    ...(batch > 1 ? [`batch ${batch}`] : []),
    ...(shapes === null ? [] : shapes.map((shape) => formatShape(shape))),
  ].join(', ');
}

/** Everything in one line, for lists to choose from. */
export function boardTitle(board: BoardConfiguration): string {
  return `${engineTitle(board.engine)} ${board.engineVersion}, ${backendWords(board)}, ${detailWords(board)}`;
}

/** Devices of a model's boards by the names that they are called by. */
export function deviceNames({ cohorts }: Pick<BoardChoices, 'cohorts'>): ReadonlyMap<string, string> {
  return new Map(cohorts.flatMap(({ value, name }) => (name === null ? [] : [[value, name] as const])));
}

/** What two boards do not share comes first: `WASM-threads (4 threads)`, else version or engine. */
export function shortTitle(board: BoardConfiguration, other: BoardConfiguration): string {
  if (board.engine !== other.engine) return `${engineTitle(board.engine)} on ${backendWords(board)}`;
  if (board.backend !== other.backend || board.threads !== other.threads) return backendWords(board);
  if (board.engineVersion !== other.engineVersion)
    return `${engineTitle(board.engine)} ${board.engineVersion}`;
  return boardTitle(board);
}

/** `On devices that ran both, WASM-threads is 1.80 times as fast as WebGPU (95 %: 1.62–2.01).` */
export function backendSentence({ faster, slower, ratio, verdict }: BackendComparison): string {
  const [one, other] = [shortTitle(faster, slower), shortTitle(slower, faster)];
  return sentence(
    one,
    other,
    formatEstimateRatio(ratio.p50, ratio.ciLow, ratio.ciHigh),
    verdict,
    'On devices that ran both, ',
  );
}

/** The same for any two sides, the faster one as the subject. */
export function comparisonSentence(a: string, b: string, comparison: BoardComparison): string {
  const isWithin = comparison.kind === 'within-runs';
  const { verdict } = isWithin ? comparison : comparison.ratio;
  const ratio = isWithin ? comparison.ratio.p50 : comparison.ratio.ratio;
  const { ciLow, ciHigh } = comparison.ratio;
  const start = isWithin ? 'On devices that ran both, ' : '';
  if (ratio >= 1) return sentence(a, b, formatEstimateRatio(ratio, ciLow, ciHigh), verdict, start);
  const inverse = (value: number | null) => (value === null ? null : 1 / value);
  return sentence(b, a, formatEstimateRatio(1 / ratio, inverse(ciHigh), inverse(ciLow)), verdict, start);
}

function sentence(
  faster: string,
  slower: string,
  { value, interval }: ReturnType<typeof formatEstimateRatio>,
  verdict: BackendComparison['verdict'],
  start: string,
): string {
  const times = value.replace('×', ' times');
  const ends = interval === null ? '' : ` (95\u00a0%: ${interval.slice(1, -1)})`;
  const begun = (text: string) => (start === '' ? text : `${start}${text}`);
  switch (verdict) {
    case 'a-faster':
    case 'b-faster':
      return `${begun(`${faster} is ${times} as fast as ${slower}`)}${ends}.`;
    case 'no-difference':
      return `${begun(`there is no significant difference between ${faster} and ${slower}`).replace(/^there/, 'There')}: the ratio is ${value}${ends}.`;
    case 'undecidable':
      return `${begun(`${faster} has a median ${times} as fast as ${slower}`)}, but too few browsers measured for an interval.`;
  }
}

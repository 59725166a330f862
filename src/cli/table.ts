import { cellTitle } from '#lib/core/results/cell-title.ts';
import { sortCells } from '#lib/core/results/export-rows.ts';
import type {
  Cell,
  FailedCell,
  MeasuredCell,
  RunDocument,
  UnsupportedCell,
} from '#lib/core/results/run-document.ts';
import { formatTextTable, type Column } from './text-table.ts';
import { plainText } from './plain-text.ts';

export type Tone = 'heading' | 'wrong' | 'quiet' | 'plain';

export interface TableOptions {
  /** Characters that a line may have; Infinity where nothing wraps. */
  readonly width: number;
  /** Colours a whole line, or leaves it as it is. */
  readonly paint: (tone: Tone, line: string) => string;
}

const columns: readonly Column[] = [
  { title: 'configuration', align: 'left' },
  { title: 'median ms (95 % interval)', align: 'left' },
  { title: 'items/s', align: 'right' },
  { title: 'speedup per item', align: 'left' },
  { title: 'cold path ms', align: 'left' },
  { title: 'threads', align: 'right' },
  { title: 'outputs', align: 'left' },
  { title: 'notes', align: 'left' },
];

/**
 * One run as text: what was measured where, the cells fastest first, those without a result with their reasons, and the
 * recommendation. Ends with a line feed. Control characters, which models' names may hold, are taken out.
 */
export function formatRun(document: RunDocument, { width, paint }: TableOptions): string {
  const cells = sortCells(document.cells);
  const measured = cells.filter((cell) => cell.status === 'measured');
  const others = cells.filter((cell) => cell.status !== 'measured');
  const rows = measured.map((cell, index) => cellRow(cell, index, document).map(plainText));
  const table = formatTextTable(columns, rows, width);
  const line = (tone: Tone, text: string): string => paint(tone, plainText(text));
  const lines = [line('heading', subject(document)), line('quiet', place(document))];
  if (measured.length > 0) {
    lines.push('', ...(table.head === null ? [] : [paint('quiet', table.head)]));
    lines.push(...table.rows.map((row, index) => paint(isWrong(measured[index]) ? 'wrong' : 'plain', row)));
  }
  if (measured.length > 0)
    lines.push(
      paint(
        'quiet',
        'Median: of one run, over the rounds. Items/s: from the mean. Cold path: engine, session, first run.',
      ),
    );
  if (others.length > 0) lines.push('');
  for (const [reason, titles] of byReason(others, document.cells))
    lines.push(line('plain', `${titles.join(', ')}: ${reason}`));
  if (document.status === 'cancelled')
    lines.push(
      '',
      measured.length > 0
        ? 'Stopped before the end; this is what had been measured.'
        : 'Stopped before anything had been measured.',
    );
  lines.push('', line('heading', document.recommendation.sentence));
  return `${lines.join('\n')}\n`;
}

function subject({ model, plan }: RunDocument): string {
  const { bytes } = model;
  const size =
    bytes < 1e3 ? `${bytes} bytes` : bytes < 1e5 ? `${digits(bytes / 1e3)} kB` : `${digits(bytes / 1e6)} MB`;
  return `${model.name} (${model.format}, ${model.precision}, ${size}), preset ${plan.preset}`;
}

function place({ environment }: RunDocument): string {
  const { browser, os, logicalCores, gpu } = environment;
  return [
    `${browser.family} ${browser.majorVersion ?? ''}`.trim() + (environment.headless ? ' (headless)' : ''),
    os.family,
    `${logicalCores ?? 'an unknown number of'} logical cores`,
    ...(gpu === null
      ? []
      : [`${gpu.software ? 'software graphics' : 'GPU'} ${gpu.vendor} ${gpu.architecture}`.trim()]),
    ...(environment.isolated ? [] : ['not cross-origin isolated']),
  ].join(', ');
}

function cellRow(cell: MeasuredCell, index: number, { cells, reference }: RunDocument): string[] {
  const { latency, cold, speedupOverBaseline: speedup, correctness } = cell;
  const rank = (isWrong(cell) ? '-' : `${index + 1}.`).padEnd(cells.length > 9 ? 3 : 2);
  return [
    `${rank} ${cellTitle(cell, cells)}`,
    interval(latency.medianMs, latency.ciLowMs, latency.ciHighMs),
    digits(cell.throughputPerSecond),
    isBaseline(cell, reference)
      ? 'baseline'
      : speedup === null || isWrong(cell)
        ? ''
        : `${interval(speedup.ratio, speedup.ciLow, speedup.ciHigh)} x`,
    [cold.runtimeMs, cold.sessionMs, cold.firstRunMs].map(digits).join('+'),
    String(cell.threads.observed ?? ''),
    isWrong(cell) ? 'WRONG' : correctness.verdict,
    cell.flags.join(', '),
  ];
}

/** Every batch size has a baseline of its own. */
function isBaseline(cell: MeasuredCell, reference: string | null): boolean {
  return reference !== null && cell.id.replace(/\/b\d+\//, '/') === reference.replace(/\/b\d+\//, '/');
}

/** Cells that share a reason are named together: a reason that lies in the model holds for all of them. */
function byReason(
  others: readonly (FailedCell | UnsupportedCell)[],
  all: readonly Cell[],
): Map<string, string[]> {
  const titles = new Map<string, string[]>();
  for (const cell of others) {
    const reason = `${cell.status}. ${cell.reason.message}`;
    titles.set(reason, [...(titles.get(reason) ?? []), cellTitle(cell, all)]);
  }
  return titles;
}

function isWrong(cell: MeasuredCell | undefined): boolean {
  return cell?.correctness.verdict === 'fail';
}

function interval(value: number, low: number | null, high: number | null): string {
  return low === null || high === null ? digits(value) : `${digits(value)} (${digits(low)}-${digits(high)})`;
}

/** Three significant digits, more where the whole number has more, never an exponent. */
function digits(value: number): string {
  if (value === 0) return '0';
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 6));
}

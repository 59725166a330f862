import { cellTitle } from './cell-title.ts';
import { sortCells } from './export-rows.ts';
import type { Cell, RunDocument } from './run-document.ts';

const header = [
  'Configuration',
  'Engine',
  'Median (ms)',
  '95 % low (ms)',
  '95 % high (ms)',
  'Times as fast as one WASM thread',
  'Per second',
  'First result (ms)',
  'Threads',
  'Outputs',
  'Notes',
];

/** The result table for a spreadsheet or a text document: headings, then a row for each cell, numbers as numbers. */
function tableOf(document: RunDocument): string[][] {
  return [header, ...sortCells(document.cells).map((cell) => rowOf(cell, document.cells))];
}

function rowOf(cell: Cell, all: readonly Cell[]): string[] {
  const names = [cellTitle(cell, all), `${cell.engineTitle} ${cell.engineVersion}`];
  if (cell.status !== 'measured')
    return [...names, ...Array.from({ length: header.length - 3 }, () => ''), cell.reason.message];
  const { latency, cold, correctness } = cell;
  const isWrong = correctness.verdict === 'fail';
  return [
    ...names,
    digits(latency.medianMs),
    digits(latency.ciLowMs),
    digits(latency.ciHighMs),
    isWrong ? '' : digits(cell.speedupOverBaseline?.ratio ?? null),
    digits(cell.throughputPerSecond),
    digits(cold.runtimeMs + cold.sessionMs + cold.firstRunMs),
    String(cell.threads.observed ?? ''),
    isWrong ? 'wrong' : correctness.verdict,
    cell.flags.join(', '),
  ];
}

function digits(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(4)));
}

/** Tab-separated: what spreadsheets take from a clipboard. */
export function toTabSeparated(document: RunDocument): string {
  return tableOf(document)
    .map((row) => `${row.map(plain).join('\t')}\n`)
    .join('');
}

/** As an HTML table: what text documents and mail take. */
export function toHtmlTable(document: RunDocument): string {
  const [first = [], ...rows] = tableOf(document);
  const line = (row: readonly string[], tag: 'th' | 'td') =>
    `<tr>${row.map((text) => `<${tag}>${escape(text)}</${tag}>`).join('')}</tr>`;
  return `<table><caption>${escape(document.model.name)}</caption><thead>${line(first, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>`;
}

/** One cell of a spreadsheet; text that begins like a formula would be run as one. */
function plain(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return /^[=+@]/.test(flat) || /^-[^\d]/.test(flat) ? `'${flat}` : flat;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

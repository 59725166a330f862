import { cellTitle } from './cell-title.ts';
import { sortCells } from './export-rows.ts';
import type { Cell, MeasuredCell, RunDocument } from './run-document.ts';

/** The result as Markdown for an issue or a pull request: the sentence, the table, what it was measured on. */
export function toMarkdown(document: RunDocument): string {
  const { environment, model } = document;
  const cells = sortCells(document.cells);
  const measured = cells.filter((cell) => cell.status === 'measured');
  const others = cells.filter((cell) => cell.status !== 'measured');
  const lines = [
    `### ${escapeMarkdown(`${model.name} in ${environment.browser.family} ${environment.browser.majorVersion ?? ''} on ${environment.os.family}`)}`,
    '',
    escapeMarkdown(document.recommendation.sentence),
    '',
    '| configuration | median (95 % interval) | speedup | runtime + session + first run | threads | outputs | notes |',
    '|---|--:|--:|--:|--:|---|---|',
    ...measured.map((cell) => measuredLine(cell, document.cells)),
    ...(others.length === 0 ? [] : ['']),
    ...others.map(
      (cell) =>
        `- ${escapeMarkdown(cellTitle(cell, document.cells))}: ${escapeMarkdown(cell.reason.message)}`,
    ),
    '',
    footnote(document),
    '',
  ];
  return lines.join('\n');
}

function measuredLine(cell: MeasuredCell, all: readonly Cell[]): string {
  const { latency, cold, speedupOverBaseline: speedup } = cell;
  const wrong = cell.correctness.verdict === 'fail';
  const strike = (text: string) => (wrong ? `~~${text}~~` : text);
  const fields = [
    strike(escapeMarkdown(cellTitle(cell, all))),
    strike(`${interval(latency.medianMs, latency.ciLowMs, latency.ciHighMs)} ms`),
    speedup === null || wrong ? '' : strike(`${interval(speedup.ratio, speedup.ciLow, speedup.ciHigh)}×`),
    `${[cold.runtimeMs, cold.sessionMs, cold.firstRunMs].map(digits).join(' + ')} ms`,
    String(cell.threads.observed ?? ''),
    wrong ? 'wrong' : cell.correctness.verdict,
    cell.flags.join(', '),
  ];
  return `| ${fields.join(' | ')} |`;
}

function footnote(document: RunDocument): string {
  const { environment, plan, model } = document;
  const rounds = Math.max(
    0,
    ...document.cells.map((cell) => (cell.status === 'measured' ? cell.rounds.length : 0)),
  );
  const gpu = environment.gpu;
  const parts = [
    `${rounds} rounds (${plan.preset})`,
    `${environment.logicalCores ?? 'unknown'} logical cores`,
    ...(gpu === null ? [] : [`GPU ${gpu.vendor} ${gpu.architecture}${gpu.software ? ' (software)' : ''}`]),
    ...(document.status === 'cancelled' ? ['stopped before the end'] : []),
    `model SHA-256 ${model.sha256.slice(0, 12)}`,
    `Inferometer ${document.appVersion}, protocol ${document.protocolVersion}`,
  ];
  return `<sub>${parts.map(escapeMarkdown).join(' · ')}</sub>`;
}

function interval(value: number, low: number | null, high: number | null): string {
  return low === null || high === null ? digits(value) : `${digits(value)} (${digits(low)}–${digits(high)})`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** Names come from strangers' files: no line breaks, no markup, and no mention of anybody's account. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|#~]/g, '\\$&')
    .replaceAll('@', '@\u200b');
}

import { cellTitle } from '#lib/core/results/cell-title.ts';
import type { CheckedCell, LostCell } from '#lib/core/results/regression-check.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { JudgedRun } from './judge.ts';

/** `10 %`, `0.5 %`: a share as a percentage. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** `1.10 (1.08–1.12)`: a ratio with its interval, with as many decimals as tell the ends apart. */
export function ratioText({ ratio, ciLow, ciHigh }: Pick<CheckedCell, 'ratio' | 'ciLow' | 'ciHigh'>): string {
  if (ciLow === null || ciHigh === null) return ratio.toFixed(2);
  const decimals = ciHigh - ciLow < 0.1 ? 3 : 2;
  return `${ratio.toFixed(decimals)} (${ciLow.toFixed(decimals)}–${ciHigh.toFixed(decimals)})`;
}

/** What a run is called where there are several: the model, the browser, the system. */
export function runTitle({ model, environment: { browser, os, headless } }: RunDocument): string {
  const version = browser.majorVersion === null ? '' : ` ${browser.majorVersion}`;
  return `${model.name} in ${browser.family}${version}${headless ? ' (headless)' : ''} on ${os.family}`;
}

/** One sentence about a cell that was held against its baseline. */
export function cellSentence(cell: CheckedCell, run: RunDocument, failAbove: number): string {
  const title = cellTitle(cell.now, run.cells);
  const times = `${ratioText(cell)} times the baseline's time`;
  switch (cell.verdict) {
    case 'slower':
      return `${title} got slower: ${times}, wholly above the limit of ${percent(failAbove)}.`;
    case 'faster':
      return `${title} got faster: ${times}.`;
    case 'within':
      return `${title} is not slower than the limit of ${percent(failAbove)}: ${times}.`;
    case 'open':
      return `${title} cannot be told from the limit of ${percent(failAbove)}: ${times}. More rounds would narrow this.`;
    case 'undecidable':
      return `${title} has too few rounds for an interval: ${times}.`;
  }
}

export function lostSentence(cell: LostCell, run: RunDocument): string {
  return `${cellTitle(cell.now, run.cells)} had a right result in the baseline and has none now. ${cell.reason}`;
}

/** The first line of any report about a run's check. */
export function verdictSentence({ check }: JudgedRun): string {
  if (check.status === 'refused') return `Not compared with the baseline. ${check.reason}`;
  const slower = check.cells.filter(({ verdict }) => verdict === 'slower').length;
  const parts = [
    ...(slower > 0 ? [`${count(slower)} got slower by more than ${percent(check.failAbove)}`] : []),
    ...(check.lost.length > 0
      ? [`${count(check.lost.length)} lost ${check.lost.length === 1 ? 'its' : 'their'} result`]
      : []),
  ];
  if (parts.length > 0) return `Regression: ${parts.join(', and ')}.`;
  const open = check.cells.filter(({ verdict }) => verdict === 'open').length;
  const caution = open > 0 ? ` Of ${count(open)} it cannot be told yet.` : '';
  return `No regression: nothing was shown to be slower than the baseline by more than ${percent(check.failAbove)}.${caution}`;
}

/** `Different from the baseline: …`, or that nothing is. */
export function changesSentence(judged: JudgedRun): string | null {
  if (judged.check.status === 'refused') return null;
  const ofCells = new Set(judged.check.cells.flatMap(({ changes }) => changes));
  const changes = [...judged.check.changes, ...ofCells];
  if (changes.length === 0)
    return 'Browser, engines, adapter, protocol and preset are those of the baseline.';
  return `Different from the baseline: ${changes.join('; ')}.`;
}

function count(cells: number): string {
  return cells === 1 ? 'one configuration' : `${cells} configurations`;
}

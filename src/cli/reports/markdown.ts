import { cellTitle } from '#lib/core/results/cell-title.ts';
import { escapeMarkdown, toMarkdown } from '#lib/core/results/export-markdown.ts';
import { hasRegressed, type CheckedCell } from '#lib/core/results/regression-check.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { JudgedRun } from '../baseline/judge.ts';
import { changesSentence, lostSentence, percent, ratioText, verdictSentence } from '../baseline/words.ts';
import type { ReportContent, ReportedRun } from './report-content.ts';

/** GitHub refuses comments that are longer; room is left for the sentence that says what is missing. */
const commentCharacters = 65_000;

const marks: Record<CheckedCell['verdict'], string> = {
  slower: '**slower**',
  faster: 'faster',
  within: 'not slower',
  open: 'cannot be told',
  undecidable: 'too few rounds',
};

/**
 * Markdown for a comment on a pull request: what a baseline says first, then each run's table, folded away where there
 * are verdicts to read or several runs. As many runs as a comment holds.
 */
export function toMarkdownReport({ runs }: ReportContent): string {
  const judged = runs.some((reported) => reported.judged !== null);
  const parts = runs.map((reported) => runPart(reported, judged || runs.length > 1));
  const summary = judged ? [`## Inferometer: ${summaryOf(runs)}`, ''] : [];
  let text = summary.join('\n');
  for (const [index, part] of parts.entries()) {
    if (text.length + part.length > commentCharacters)
      return `${text}\n${parts.length - index} more runs do not fit into a comment; they are in the other reports.\n`;
    text += `${text === '' ? '' : '\n'}${part}`;
  }
  return text;
}

function summaryOf(runs: readonly ReportedRun[]): string {
  const regressed = runs.filter(({ judged }) => judged !== null && hasRegressed(judged.check)).length;
  const refused = runs.filter(({ judged }) => judged?.check.status === 'refused').length;
  if (runs.length === 1) return refused > 0 ? 'not compared' : regressed > 0 ? 'regression' : 'no regression';
  const parts = [
    regressed === 0
      ? `no regression in ${runs.length} runs`
      : `regression in ${regressed} of ${runs.length} runs`,
    ...(refused === 0 ? [] : [`${refused} not compared`]),
  ];
  return parts.join(', ');
}

function runPart({ title, run, judged }: ReportedRun, isFolded: boolean): string {
  const table = toMarkdown(run);
  const check = judged === null ? [] : [`### ${escapeMarkdown(title)}`, '', ...checkLines(judged, run)];
  if (!isFolded) return [...check, table].join('\n');
  const summary = judged === null ? escapeMarkdown(title) : 'All figures of this run';
  return [...check, `<details><summary>${summary}</summary>`, '', table, '</details>', ''].join('\n');
}

function checkLines(judged: JudgedRun, run: RunDocument): string[] {
  const { check } = judged;
  const lines = [escapeMarkdown(verdictSentence(judged)), ''];
  if (check.status === 'refused') return lines;
  if (check.cells.length > 0)
    lines.push(
      `| configuration | now ÷ baseline (interval) | more than ${percent(check.failAbove)} slower? |`,
      '|---|--:|---|',
      ...check.cells.map(
        (cell) =>
          `| ${escapeMarkdown(cellTitle(cell.now, run.cells))} | ${ratioText(cell)} | ${marks[cell.verdict]} |`,
      ),
      '',
    );
  for (const lost of check.lost) lines.push(`- ${escapeMarkdown(lostSentence(lost, run))}`);
  if (check.lost.length > 0) lines.push('');
  const changes = changesSentence(judged);
  return changes === null ? lines : [...lines, escapeMarkdown(changes), ''];
}

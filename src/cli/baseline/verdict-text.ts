import { hasRegressed } from '#lib/core/results/regression-check.ts';
import type { Tone } from '../table.ts';
import type { JudgedRun } from './judge.ts';
import { cellSentence, changesSentence, lostSentence, verdictSentence } from './words.ts';
import { plainText } from '../plain-text.ts';

/** What a baseline says of a run, for a terminal: the verdict, a line for each configuration, what changed. */
export function formatVerdict(judged: JudgedRun, paint: (tone: Tone, line: string) => string): string {
  const { check, run } = judged;
  const tone: Tone = check.status === 'refused' || hasRegressed(check) ? 'wrong' : 'heading';
  const lines: [Tone, string][] = [[tone, verdictSentence(judged)]];
  if (check.status === 'checked') {
    for (const cell of check.cells)
      lines.push([
        cell.verdict === 'slower' ? 'wrong' : 'plain',
        `  ${cellSentence(cell, run, check.failAbove)}`,
      ]);
    for (const lost of check.lost) lines.push(['wrong', `  ${lostSentence(lost, run)}`]);
  }
  const changes = changesSentence(judged);
  if (changes !== null) lines.push(['quiet', `  ${changes}`]);
  return lines.map(([of, line]) => `${paint(of, plainText(line))}\n`).join('');
}

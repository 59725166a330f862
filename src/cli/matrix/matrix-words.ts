import type { Regret } from '#lib/core/recommendations/choose-for-all.ts';
import type { DeviceMatrix, MatrixRow } from '#lib/core/recommendations/device-matrix.ts';
import { cellTitle } from '#lib/core/results/cell-title.ts';
import { inWords } from '../unknown-name.ts';

/** `1.80 (1.62–2.01)` */
export function regretText({ ratio, ciLow, ciHigh }: Regret): string {
  if (ratio === 1) return '1, its best';
  if (ciLow === null || ciHigh === null) return ratio.toFixed(2);
  return `${ratio.toFixed(2)} (${ciLow.toFixed(2)}–${ciHigh.toFixed(2)})`;
}

/** What to ship where it has to be one thing, and what that costs; then what to be careful about. */
export function choiceSentences({ choice, rows }: DeviceMatrix): string[] {
  if (choice.status === 'none') return ['No device has a right result, so there is nothing to choose.'];
  const { configuration, worst, meanRatio, missing, regrets } = choice;
  const nameOf = (row: number) => rows[row]?.name ?? '';
  const best = regrets.every(({ ratio }) => ratio === 1);
  const cost = best
    ? 'the fastest on each of them.'
    : `at most ${regretText(worst)} times as long as a device's best, and ${meanRatio.toFixed(2)} times on average. It costs most on ${nameOf(worst.row)}.`;
  const everywhere = missing.length === 0;
  const sentence = everywhere
    ? `One configuration for all devices: ${configuration.title}, ${cost}`
    : `No configuration is right on all devices. ${configuration.title} is on the most, ${cost}`;
  const without = rows.filter(({ best }) => best === null).map(({ name }) => name);
  const software = rows.filter(({ best }) => best?.flags.includes('software-rendering') === true);
  return [
    sentence,
    ...(everywhere ? [] : [`It has no right result on ${inWords(missing.map(nameOf))}.`]),
    ...(without.length === 0 ? [] : [`Nothing was measured right on ${inWords(without)}, which had no say.`]),
    ...(software.length === 0
      ? []
      : [
          `The best of ${inWords(software.map(({ name }) => name))} ran in software, on the processor and not on a GPU.`,
        ]),
  ];
}

/** Which configuration won on a device, and whether the corrected comparison supports that. */
export function winnerSentence({ best, recommendation, document }: MatrixRow): {
  winner: string;
  certainty: string;
} {
  if (best === null) return { winner: 'none', certainty: recommendation.sentence };
  const winner = cellTitle(best, document.cells);
  if (recommendation.cell === best.id)
    return { winner, certainty: withoutWinner(recommendation.sentence, winner) };
  const tied = recommendation.tied.filter((id) => id !== best.id);
  const titles = document.cells
    .filter(({ id }) => tied.includes(id))
    .map((cell) => cellTitle(cell, document.cells));
  return { winner, certainty: `Lowest median, but no significant difference from ${inWords(titles)}.` };
}

/** The winner stands in a column of its own; what is left says by how much it won. */
function withoutWinner(sentence: string, winner: string): string {
  const head = `Fastest on this device: ${winner}, `;
  return sentence.startsWith(head) ? sentence.slice(head.length) : sentence;
}

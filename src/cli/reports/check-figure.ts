import { cellTitle } from '#lib/core/results/cell-title.ts';
import type { CheckedCell } from '#lib/core/results/regression-check.ts';
import type { JudgedRun } from '../baseline/judge.ts';
import { changesSentence, lostSentence, percent, ratioText } from '../baseline/words.ts';
import { logAxis } from './axis.ts';
import { colourOf, intervalMark, plot, ruler } from './charts.ts';
import { html, type Html } from './html.ts';
import { estimateMs } from './number-words.ts';
import { scrollingTable } from './page.ts';

const words: Record<CheckedCell['verdict'], { text: string; tone: string }> = {
  slower: { text: 'slower', tone: 'bad' },
  faster: { text: 'faster', tone: 'good' },
  within: { text: 'not slower', tone: '' },
  open: { text: 'cannot be told', tone: 'caution' },
  undecidable: { text: 'too few rounds', tone: 'quiet' },
};

/** Each configuration's time over the baseline's, with its interval and the limit; null where nothing was compared. */
export function checkFigure(judged: JudgedRun): Html | null {
  const { check, run } = judged;
  if (check.status === 'refused') return null;
  const { failAbove } = check;
  const cells = check.cells.toSorted((a, b) => b.ratio - a.ratio);
  const limit = 1 + failAbove;
  const engines = [...new Set(cells.map(({ now }) => now.engine))];
  const axis = logAxis(
    [1, limit, ...cells.flatMap(({ ratio, ciLow, ciHigh }) => [ratio, ciLow ?? ratio, ciHigh ?? ratio])],
    '×',
  );
  const rows = cells.map((cell) => ({
    name: cellTitle(cell.now, run.cells),
    marks: intervalMark(
      axis,
      { value: cell.ratio, low: cell.ciLow, high: cell.ciHigh },
      colourOf(cell.now.backend),
      engines.indexOf(cell.now.engine),
    ),
  }));
  return html`<figure>
    <figcaption>
      <h3>Against the baseline</h3>
      <span class="quiet"
        >Time now over the time of the baseline; right of 1× is slower. A regression lies, with its whole
        interval, right of the dashed limit of ${percent(failAbove)}.</span
      >
    </figcaption>
    ${cells.length > 0 && plot(axis, rows, [ruler(axis, 1, 'one'), ruler(axis, limit, 'limit')])}
    ${cells.length > 0 && scrollingTable('Comparison with the baseline', table(judged, cells))}
    ${
      check.lost.length > 0 &&
      html`<ul>
        ${check.lost.map((lost) => html`<li class="bad">${lostSentence(lost, run)}</li>`)}
      </ul>`
    }
    <p>${changesSentence(judged)}</p>
  </figure>`;
}

function table({ run, baseline }: JudgedRun, cells: readonly CheckedCell[]): Html {
  const when = baseline === null ? '' : ` (${baseline.startedAt.slice(0, 10)})`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">configuration</th>
        <th scope="col" class="number">baseline${when}</th>
        <th scope="col" class="number">now</th>
        <th scope="col" class="number">now ÷ baseline</th>
        <th scope="col" class="number">interval’s level</th>
        <th scope="col">verdict</th>
      </tr>
    </thead>
    <tbody>
      ${cells.map((cell) => {
        const { text, tone } = words[cell.verdict];
        const [before, now] = [cell.before.latency, cell.now.latency].map(({ medianMs, ciLowMs, ciHighMs }) =>
          estimateMs(medianMs, ciLowMs, ciHighMs),
        );
        return html`<tr>
          <th scope="row">${cellTitle(cell.now, run.cells)}</th>
          <td class="number">${before ?? ''}</td>
          <td class="number">${now ?? ''}</td>
          <td class="number">${ratioText(cell)}</td>
          <td class="number">${cell.confidence !== null && percent(cell.confidence)}</td>
          <td class="${tone}">${text}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

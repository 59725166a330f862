import { cellTitle } from '#lib/core/results/cell-title.ts';
import { sortCells } from '#lib/core/results/export-rows.ts';
import type { Cell, MeasuredCell, RunDocument } from '#lib/core/results/run-document.ts';
import { logAxis } from './axis.ts';
import { colourOf, engineKey, intervalMark, plot, roundDots } from './charts.ts';
import { html, type Html } from './html.ts';
import { digits, estimate } from './number-words.ts';
import { scrollingTable } from './page.ts';

/** Medians with their intervals, over the rounds they come from, and the table of all figures; null without any. */
export function latencyFigure(run: RunDocument): Html | null {
  const cells = sortCells(run.cells).filter((cell) => cell.status === 'measured');
  if (cells.length === 0) return null;
  const engines = [...new Map(cells.map(({ engine, engineTitle }) => [engine, engineTitle]))];
  const axis = logAxis(
    cells.flatMap(({ latency, rounds }) => [
      latency.ciLowMs ?? latency.medianMs,
      latency.ciHighMs ?? latency.medianMs,
      ...rounds.map((round) => round.medianMs),
    ]),
    ' ms',
  );
  const rows = cells.map((cell) => {
    const colour = colourOf(cell.backend);
    const { medianMs, ciLowMs, ciHighMs } = cell.latency;
    const shape = engines.findIndex(([engine]) => engine === cell.engine);
    const rounds = cell.rounds.map((round) => round.medianMs);
    return {
      name: `${cellTitle(cell, run.cells)}${cell.correctness.verdict === 'fail' ? ' (wrong)' : ''}`,
      marks: html`${roundDots(axis, rounds, colour)}${intervalMark(axis, { value: medianMs, low: ciLowMs, high: ciHighMs }, colour, shape)}`,
    };
  });
  return html`<figure>
    <figcaption>
      <h3>Latency of one run</h3>
      <span class="quiet"
        >Median with its 95 % interval between rounds; pale dots are single rounds. The axis is logarithmic:
        equal distances are equal factors.</span
      >
    </figcaption>
    ${engineKey(engines.map(([, title]) => title))} ${plot(axis, rows)}
    ${scrollingTable('Figures of every configuration', latencyTable(cells, run))}
  </figure>`;
}

function latencyTable(cells: readonly MeasuredCell[], run: RunDocument): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">configuration</th>
        <th scope="col" class="number">median</th>
        <th scope="col" class="number">items per second</th>
        <th scope="col" class="number">speedup per item</th>
        <th scope="col" class="number">p90</th>
        <th scope="col" class="number">threads</th>
        <th scope="col">outputs</th>
        <th scope="col">notes</th>
      </tr>
    </thead>
    <tbody>
      ${cells.map((cell) => latencyRow(cell, run))}
    </tbody>
  </table>`;
}

function latencyRow(cell: MeasuredCell, run: RunDocument): Html {
  const { latency, speedupOverBaseline: speedup, correctness } = cell;
  const wrong = correctness.verdict === 'fail';
  const median = estimate(latency.medianMs, latency.ciLowMs, latency.ciHighMs);
  const ratio = speedup === null || wrong ? null : estimate(speedup.ratio, speedup.ciLow, speedup.ciHigh);
  return html`<tr${wrong && html` class="wrong"`}><th scope="row"><span${wrong && html` class="struck"`}>${cellTitle(cell, run.cells)}</span></th><td class="number">${median.value} ms <span class="quiet">${median.interval}</span></td><td class="number">${digits(cell.throughputPerSecond)}</td><td class="number">${cell.id === run.reference ? 'baseline' : ratio !== null && html`${ratio.value}× <span class="quiet">${ratio.interval}</span>`}</td><td class="number">${latency.p90Ms !== null && `${digits(latency.p90Ms)} ms`}</td><td class="number">${cell.threads.observed}</td><td>${wrong ? 'wrong' : correctness.verdict}</td><td class="quiet">${cell.flags.join(', ')}</td></tr>`;
}

/** What has no result, and why; cells with one reason are named together. */
export function reasonsList(run: RunDocument): Html | null {
  const reasons = new Map<string, Cell[]>();
  for (const cell of sortCells(run.cells)) {
    if (cell.status === 'measured') continue;
    const key = `${cell.status}\n${cell.reason.message}`;
    reasons.set(key, [...(reasons.get(key) ?? []), cell]);
  }
  if (reasons.size === 0) return null;
  return html`<div>
    <h3>Without a result</h3>
    <ul>
      ${[...reasons].map(([key, cells]) => {
        const [status = '', message = ''] = key.split('\n');
        return html`<li>
          ${cells.map((cell) => cellTitle(cell, run.cells)).join(', ')}:
          <span class="${status === 'failed' ? 'bad' : 'quiet'}">${status}</span>. ${message}
        </li>`;
      })}
    </ul>
  </div>`;
}

import type { DeviceMatrix, MatrixRow } from '#lib/core/recommendations/device-matrix.ts';
import { itemMs } from '#lib/core/recommendations/device-matrix.ts';
import { isRanked } from '#lib/core/results/compare-cells.ts';
import type { Cell } from '#lib/core/results/run-document.ts';
import { html, type Html } from '../reports/html.ts';
import { digits, estimateMs } from '../reports/number-words.ts';
import { page, scrollingTable } from '../reports/page.ts';
import { logAxis } from '../reports/axis.ts';
import { colourOf, intervalMark, plot, ruler } from '../reports/charts.ts';
import { choiceSentences, regretText, winnerSentence } from './matrix-words.ts';

/** At this many times the best, a cell of the heat map has no colour left. */
const palestRatio = 8;

/** The matrices of all models as one HTML file that asks nothing from anywhere. */
export function toMatrixReport(matrices: readonly DeviceMatrix[]): string {
  const [first] = matrices;
  const title =
    matrices.length === 1 && first !== undefined
      ? `${first.model.name} on ${first.rows.length === 1 ? 'one device' : `${first.rows.length} devices`}`
      : `${matrices.length} models across devices`;
  return page(
    title,
    html`<header><h1>${title}</h1></header>
      <main>${matrices.map((matrix) => section(matrix, matrices.length === 1))}</main>`,
  );
}

function section(matrix: DeviceMatrix, isOnly: boolean): Html {
  const [choice, ...cautions] = choiceSentences(matrix);
  const { model } = matrix;
  return html`<section aria-label="${model.name}">
    <div class="head">
      <h2${isOnly && html` class="unseen"`}>${isOnly ? 'Result' : model.name}</h2>
      <p class="lead">${choice ?? ''}</p>
      ${cautions.map((caution) => html`<p class="caution">${caution}</p>`)}
      <p class="quiet">
        ${model.format} · ${model.precision} · SHA-256 ${model.sha256.slice(0, 16)}… · protocol
        ${matrix.rows[0]?.document.protocolVersion ?? ''}
      </p>
    </div>
    ${heatMap(matrix)} ${winners(matrix)} ${regretFigure(matrix)} ${runList(matrix)}
  </section>`;
}

/** The table is the chart: each cell holds its number, and its colour says how near the device's best it is. */
function heatMap({ configurations, rows, choice }: DeviceMatrix): Html {
  const chosen = choice.status === 'chosen' ? choice.configuration.key : null;
  const mark = (key: string) => key === chosen && html` class="chosen-column"`;
  const perItem = configurations.some(({ batch }) => batch !== 1) ? ' per item of the batch' : '';
  return html`<figure>
    <figcaption>
      <h3>Medians</h3>
      <span class="quiet"
        >Milliseconds${perItem}; under each, how many times as long as that device’s best, which is framed.
        The stronger the colour, the nearer to it.
        ${chosen !== null && 'The underlined column is the one configuration for all devices.'}</span
      >
    </figcaption>
    ${scrollingTable(
      'Medians by device and configuration',
      html`<table class="heat">
        <thead>
          <tr>
            <th scope="col">device</th>
            ${configurations.map(({ key, title }) => html`<th scope="col" ${mark(key)}>${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${row.name}</th>
                ${row.cells.map((cell, column) => heatCell(cell, row, configurations[column]?.key === chosen))}
              </tr>`,
          )}
        </tbody>
      </table>`,
    )}
  </figure>`;
}

function heatCell(cell: Cell | null, row: MatrixRow, isChosen: boolean): Html {
  const column = isChosen ? ' chosen-column' : '';
  if (cell === null) return html`<td class="quiet${column}">not measured</td>`;
  if (cell.status !== 'measured')
    return html`<td class="quiet${column}" title="${cell.reason.message}">${cell.status}</td>`;
  const { verdict } = cell.correctness;
  const cellMs = itemMs(cell);
  if (!isRanked(cell) || row.best === null)
    return html`<td class="${column}">
      <span class="struck">${digits(cellMs)}</span><br /><span class="bad"
        >${verdict === 'fail' ? 'wrong' : 'unchecked'}</span
      >
    </td>`;
  const ratio = itemMs(cell) / itemMs(row.best);
  const share = Math.max(0, 1 - Math.log(ratio) / Math.log(palestRatio));
  const best = cell === row.best;
  const software = cell.flags.includes('software-rendering') ? ', in software' : '';
  return html`<td class="filled${best ? ' best' : ''}${column}" style="--share:${share.toFixed(3)}">
    ${digits(itemMs(cell))}<br /><span class="quiet">${best ? 'best' : `${digits(ratio)}×`}${software}</span>
  </td>`;
}

function winners({ rows }: DeviceMatrix): Html {
  return html`<div>
    <h3>Winner on each device</h3>
    ${scrollingTable(
      'Winner on each device',
      html`<table>
        <thead>
          <tr>
            <th scope="col">device</th>
            <th scope="col">fastest right result</th>
            <th scope="col" class="number">median (95 % interval)</th>
            <th scope="col">how sure</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => {
            const { best } = row;
            const latency = best?.latency;
            return html`<tr>
              <th scope="row">${row.name}</th>
              <td class="words">${winnerSentence(row).winner}</td>
              <td class="number">
                ${latency !== undefined && estimateMs(latency.medianMs, latency.ciLowMs, latency.ciHighMs)}
              </td>
              <td class="words">${winnerSentence(row).certainty}</td>
            </tr>`;
          })}
        </tbody>
      </table>`,
    )}
  </div>`;
}

/** What the one configuration costs each device, as a chart and as a table; null where none was chosen. */
function regretFigure({ choice, rows }: DeviceMatrix): Html | null {
  if (choice.status === 'none') return null;
  const { configuration, regrets } = choice;
  const axis = logAxis(
    [1, ...regrets.flatMap(({ ratio, ciLow, ciHigh }) => [ratio, ciLow ?? ratio, ciHigh ?? ratio])],
    '×',
  );
  const named = regrets.map((regret) => ({ regret, name: rows[regret.row]?.name ?? '' }));
  return html`<figure>
    <figcaption>
      <h3>What ${configuration.title} everywhere costs</h3>
      <span class="quiet"
        >Its time over that of each device’s best, with the 95 % interval, paired by round; 1× is the best
        itself.</span
      >
    </figcaption>
    ${plot(
      axis,
      named.map(({ name, regret }) => ({
        name,
        marks: intervalMark(
          axis,
          { value: regret.ratio, low: regret.ciLow, high: regret.ciHigh },
          colourOf(configuration.backend),
          0,
        ),
      })),
      [ruler(axis, 1, 'one')],
    )}
    ${scrollingTable(
      'Regret on each device',
      html`<table>
        <thead>
          <tr>
            <th scope="col">device</th>
            <th scope="col" class="number">times as long as its best</th>
          </tr>
        </thead>
        <tbody>
          ${named.map(
            ({ name, regret }) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td class="number">${regretText(regret)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
    )}
  </figure>`;
}

function runList({ rows }: DeviceMatrix): Html {
  return html`<p class="quiet">
    ${rows
      .map(
        ({ name, document }) =>
          `${name}: run ${document.runId}, ${document.startedAt.slice(0, 10)}, preset ${document.plan.preset}`,
      )
      .join(' · ')}
  </p>`;
}

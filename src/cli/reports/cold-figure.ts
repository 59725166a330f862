import { cellTitle } from '#lib/core/results/cell-title.ts';
import { sortCells } from '#lib/core/results/export-rows.ts';
import type { ColdPath, RunDocument } from '#lib/core/results/run-document.ts';
import { colourOf, partKey, plot, stackedBar } from './charts.ts';
import { html, type Html } from './html.ts';
import { digits } from './number-words.ts';
import { scrollingTable } from './page.ts';

const partNames = ['engine', 'session', 'first run'];

/** What a first use costs, in its three parts; null where nothing was measured. */
export function coldFigure(run: RunDocument): Html | null {
  const cells = sortCells(run.cells).filter((cell) => cell.status === 'measured');
  const longestMs = Math.max(0, ...cells.map(({ cold }) => sumOf(cold)));
  if (longestMs === 0) return null;
  const place = (ms: number) => (100 * ms) / longestMs;
  const rows = cells.map((cell) => ({
    name: cellTitle(cell, run.cells),
    marks: stackedBar(partsOf(cell.cold).map(place), colourOf(cell.backend)),
  }));
  const ticks = [0, longestMs / 2, longestMs].map((ms) => ({ at: place(ms), text: `${digits(ms)} ms` }));
  return html`<figure>
    <figcaption>
      <h3>Cold path</h3>
      <span class="quiet"
        >What the first use costs once everything is downloaded, in the first round, when the browser’s caches
        were coldest.</span
      >
    </figcaption>
    ${partKey(partNames)} ${plot({ place, ticks }, rows)}
    <details>
      <summary>The figures behind this chart</summary>
      <div>
        ${scrollingTable(
          'Figures of the cold path',
          html`<table>
            <thead>
              <tr>
                <th scope="col">configuration</th>
                ${partNames.map((name) => html`<th scope="col" class="number">${name}</th>`)}
                <th scope="col" class="number">in all</th>
                <th scope="col" class="number">in later rounds</th>
              </tr>
            </thead>
            <tbody>
              ${cells.map(
                (cell) =>
                  html`<tr>
                    <th scope="row">${cellTitle(cell, run.cells)}</th>
                    ${[...partsOf(cell.cold), sumOf(cell.cold)].map(
                      (ms) => html`<td class="number">${digits(ms)} ms</td>`,
                    )}
                    <td class="number">${cell.cached !== null && `${digits(sumOf(cell.cached))} ms`}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`,
        )}
      </div>
    </details>
  </figure>`;
}

function partsOf({ runtimeMs, sessionMs, firstRunMs }: ColdPath): number[] {
  return [runtimeMs, sessionMs, firstRunMs];
}

function sumOf(cold: ColdPath): number {
  return partsOf(cold).reduce((sum, ms) => sum + ms, 0);
}

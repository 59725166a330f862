import type { BackendId } from '#lib/core/results/ids.ts';
import type { Axis } from './axis.ts';
import { html, type Html } from './html.ts';

/**
 * Charts as inline SVG in rows of HTML: positions are percentages, so that a plot takes whatever width there is while
 * its texts keep their size. They are drawn for the eye alone; the numbers stand in a table beside each.
 */

export interface PlotRow {
  readonly name: string;
  readonly marks: Html;
}

/** Rows under each other on one axis. `lines` are drawn through all of them. */
export function plot(axis: Axis, rows: readonly PlotRow[], lines: readonly Html[] = []): Html {
  const grid = axis.ticks.map(
    ({ at }) => html`<line class="grid" x1="${at}%" x2="${at}%" y1="0" y2="100%" />`,
  );
  return html`<div class="plot" aria-hidden="true">
    ${rows.map(
      ({ name, marks }) =>
        html`<div class="name">${name}</div>
          <div class="row"><svg>${grid}${lines}${marks}</svg></div>`,
    )}
    <div class="name"></div>
    <div class="axis">
      <svg>
        ${axis.ticks.map(
          ({ at, text }) => html`<text x="${at}%" y="1rem" text-anchor="${anchorAt(at)}">${text}</text>`,
        )}
      </svg>
    </div>
  </div>`;
}

/** A label at the edge would be cut off if it stood in the middle of its tick. */
function anchorAt(at: number): string {
  if (at < 4) return 'start';
  return at > 96 ? 'end' : 'middle';
}

/** A line through all rows, for a value that everything is held against. */
export function ruler(axis: Axis, value: number, kind: 'limit' | 'one'): Html {
  const at = axis.place(value);
  return html`<line class="${kind}" x1="${at}%" x2="${at}%" y1="0" y2="100%" />`;
}

export function colourOf(backend: BackendId): string {
  return `var(--backend-${backend})`;
}

/** A value with its interval: a bar with ends, and a mark whose form tells the engine. */
export function intervalMark(
  axis: Axis,
  { value, low, high }: { value: number; low: number | null; high: number | null },
  colour: string,
  shape: number,
): Html {
  const bar =
    low === null || high === null
      ? null
      : html`<line
            x1="${axis.place(low)}%"
            x2="${axis.place(high)}%"
            y1="50%"
            y2="50%"
            stroke="${colour}"
            stroke-width="3"
          />${[low, high].map(
            (end) =>
              html`<line
                x1="${axis.place(end)}%"
                x2="${axis.place(end)}%"
                y1="32%"
                y2="68%"
                stroke="${colour}"
                stroke-width="2"
              />`,
          )}`;
  return html`${bar}<svg x="${axis.place(value)}%" y="50%">${symbol(shape, colour)}</svg>`;
}

/** Single rounds, small and pale behind the estimate. */
export function roundDots(axis: Axis, values: readonly number[], colour: string): Html {
  return html`${values.map(
    (value) =>
      html`<circle cx="${axis.place(value)}%" cy="50%" r="3" fill="${colour}" fill-opacity="0.35" />`,
  )}`;
}

const symbols: readonly string[] = [
  'M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z',
  'M0,-6L5.5,4.5L-5.5,4.5z',
  'M-4.5,-4.5H4.5V4.5H-4.5z',
  'M0,-6.2L6.2,0L0,6.2L-6.2,0z',
];

/** The mark of the n-th engine of a run, around the origin; the ground shows as a rim where marks overlap. */
function symbol(shape: number, colour: string): Html {
  const path = symbols[shape % symbols.length] ?? '';
  return html`<path d="${path}" fill="${colour}" stroke="var(--ground)" stroke-width="1" />`;
}

/** What forms mean, where there are several. */
export function engineKey(titles: readonly string[]): Html | null {
  if (titles.length < 2) return null;
  return html`<ul class="key">
    ${titles.map(
      (title, shape) =>
        html`<li>
          <svg aria-hidden="true"><svg x="50%" y="50%">${symbol(shape, 'var(--muted)')}</svg></svg>${title}
        </li>`,
    )}
  </ul>`;
}

/** Parts beside each other from the left edge; the opacity tells them apart, and the key says what they are. */
export function stackedBar(shares: readonly number[], colour: string): Html {
  let from = 0;
  const bars = shares.map((share, index) => {
    const x = from;
    from += share;
    return html`<rect
      x="${x}%"
      width="${share}%"
      y="22%"
      height="56%"
      fill="${colour}"
      fill-opacity="${partOpacity(index)}"
      stroke="var(--ground)"
    />`;
  });
  return html`${bars}`;
}

export function partKey(names: readonly string[]): Html {
  return html`<ul class="key">
    ${names.map(
      (name, index) =>
        html`<li>
          <svg aria-hidden="true">
            <rect width="100%" height="100%" fill="var(--muted)" fill-opacity="${partOpacity(index)}" /></svg
          >${name}
        </li>`,
    )}
  </ul>`;
}

function partOpacity(index: number): number {
  return [1, 0.6, 0.25][index] ?? 0.25;
}

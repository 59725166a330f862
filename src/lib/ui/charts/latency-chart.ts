import { CategoryScale, Chart, LinearScale, LogarithmicScale, Tooltip } from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import { cellTitle } from '#lib/core/results/cell-title.ts';
import type { MeasuredCell, RunDocument } from '#lib/core/results/run-document.ts';
import { formatEstimateMs, formatMs } from '../format.ts';
import { wantsLogAxis } from '../log-scale.ts';
import { backendProperty, engineMarker } from '../palette.ts';

Chart.register(
  ScatterWithErrorBarsController,
  PointWithErrorBar,
  CategoryScale,
  LinearScale,
  LogarithmicScale,
  Tooltip,
);

const narrowPx = 520;

/**
 * Draws each cell's median and interval as a point on a line, from the top in the order given. Colours tell backends,
 * markers engines, hollow points software rendering. The caller destroys the chart.
 */
export function drawLatencyChart(
  canvas: HTMLCanvasElement,
  cells: readonly MeasuredCell[],
  run: RunDocument,
): { destroy(): void } {
  const style = getComputedStyle(canvas);
  const colour = (property: string) => style.getPropertyValue(property).trim();
  const engines = [...new Set(cells.map((cell) => cell.engine))];
  const labels = cells.map((cell) => cellTitle(cell, run.cells));
  const isNarrow = canvas.clientWidth < narrowPx;
  const font = { family: style.fontFamily, size: 13 };
  const logarithmic = wantsLogAxis(cells.map((cell) => cell.latency.medianMs));

  return new Chart(canvas, {
    type: ScatterWithErrorBarsController.id,
    data: {
      // One set each: the plugin takes one colour for all error bars of a set.
      datasets: cells.map((cell, index) => {
        const ink = colour(backendProperty(cell.backend));
        const { medianMs, ciLowMs, ciHighMs } = cell.latency;
        return {
          data: [{ x: medianMs, y: index, xMin: ciLowMs ?? medianMs, xMax: ciHighMs ?? medianMs }],
          radius: 6,
          hoverRadius: 6,
          hitRadius: 12,
          borderWidth: 2,
          pointStyle: engineMarker(cell.engine, engines),
          borderColor: ink,
          hoverBorderColor: ink,
          backgroundColor: cell.flags.includes('software-rendering') ? colour('--ground') : ink,
          errorBarColor: ink,
          errorBarWhiskerColor: ink,
          errorBarLineWidth: 2,
          errorBarWhiskerLineWidth: 2,
          errorBarWhiskerSize: 16,
        };
      }),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { right: 12 } },
      scales: {
        x: {
          type: logarithmic ? 'logarithmic' : 'linear',
          ...(logarithmic ? spread(cells) : { beginAtZero: true, grace: '5%' }),
          title: {
            display: true,
            text: logarithmic ? 'milliseconds, logarithmic scale' : 'milliseconds',
            color: colour('--muted'),
            font,
          },
          grid: { color: colour('--line') },
          border: { color: colour('--line-strong') },
          ticks: { color: colour('--muted'), font, maxRotation: 0, autoSkipPadding: 16 },
        },
        y: {
          type: 'linear',
          reverse: true,
          min: -0.5,
          max: cells.length - 0.5,
          grid: { display: false },
          border: { display: false },
          afterBuildTicks: (axis) => (axis.ticks = cells.map((_, value) => ({ value }))),
          ticks: {
            color: colour('--ink'),
            font,
            autoSkip: false,
            callback: (value) => axisLabel(labels[Number(value)] ?? '', isNarrow),
          },
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            label: ({ datasetIndex }) => tooltip(cells[datasetIndex], labels[datasetIndex]),
          },
        },
      },
    },
  });
}

/** On a phone the details go to a second line: `WASM-threads`, `(2 threads)`. */
function axisLabel(label: string, isNarrow: boolean): string | string[] {
  return isNarrow ? label.split(/ (?=\()/) : label;
}

/** Room left and right of the first and last interval on a logarithmic axis. */
function spread(cells: readonly MeasuredCell[]): { min: number; max: number } {
  const lows = cells.map(({ latency }) => latency.ciLowMs ?? latency.medianMs).filter((ms) => ms > 0);
  const highs = cells.map(({ latency }) => latency.ciHighMs ?? latency.medianMs);
  return { min: Math.min(...lows) / 1.25, max: Math.max(...highs) * 1.25 };
}

function tooltip(cell: MeasuredCell | undefined, label: string | undefined): string {
  if (cell === undefined) return '';
  const { medianMs, ciLowMs, ciHighMs, p90Ms } = cell.latency;
  const { value, interval } = formatEstimateMs(medianMs, ciLowMs, ciHighMs);
  const tail = p90Ms === null ? '' : `, 9 of 10 runs within ${formatMs(p90Ms)}`;
  return `${label ?? ''}: ${value} ${interval ?? ''}${tail}`;
}

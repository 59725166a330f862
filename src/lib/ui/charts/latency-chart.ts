import { Chart, LinearScale, LogarithmicScale, Tooltip } from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import type { MeasuredCell, RunDocument } from '#lib/core/results/run-document.ts';
import { formatEstimateMs, formatMs } from '../format.ts';
import { wantsLogAxis } from '../log-scale.ts';
import { engineMarker } from '../palette.ts';
import { chartWords } from '../words/charts.ts';
import { axisUnit } from './axis-unit.ts';
import { cellLabel } from './cell-label.ts';
import { cellTicks, durationAxis, readStyle, still } from './chart-style.ts';
import type { DrawnChart } from './drawing-queue.ts';
import type { FigureData } from './figure-data.ts';
import { inSteps } from './in-steps.ts';

Chart.register(
  inSteps,
  ScatterWithErrorBarsController,
  PointWithErrorBar,
  LinearScale,
  LogarithmicScale,
  Tooltip,
);

/**
 * Draws each cell's median and interval as a point on a line, from the top in the order given. Colours tell backends,
 * markers engines, hollow points software rendering.
 */
export function drawLatencyChart(canvas: HTMLCanvasElement, { cells, engines, run }: FigureData): DrawnChart {
  const style = readStyle(canvas);
  const labels = cells.map((cell) => cellLabel(cell, run.cells));
  const { lowsMs, highsMs, unit } = latencyAxis(cells);
  const logarithmic = wantsLogAxis([...lowsMs, ...highsMs]);
  const scaled = (ms: number) => ms * unit.perMs;

  return new Chart(canvas, {
    type: ScatterWithErrorBarsController.id,
    data: {
      // One set each: the plugin takes one colour for all error bars of a set.
      datasets: cells.map((cell, index) => {
        const ink = style.backend(cell.backend);
        const x = scaled(cell.latency.medianMs);
        return {
          data: [{ x, y: index, xMin: scaled(lowsMs[index] ?? 0), xMax: scaled(highsMs[index] ?? 0) }],
          radius: 6 * style.scale,
          hoverRadius: 6 * style.scale,
          hitRadius: 12,
          borderWidth: 2,
          pointStyle: engineMarker(cell.engine, engines),
          borderColor: ink,
          hoverBorderColor: ink,
          backgroundColor: cell.flags.includes('software-rendering') ? style.ground : ink,
          errorBarColor: ink,
          errorBarWhiskerColor: ink,
          errorBarLineWidth: 2,
          errorBarWhiskerLineWidth: 2,
          errorBarWhiskerSize: 16,
        };
      }),
    },
    options: {
      ...still,
      layout: { padding: { right: 12 } },
      scales: {
        x: {
          ...durationAxis(style, unit, {
            logarithmic,
            low: scaled(Math.min(...lowsMs.filter((ms) => ms > 0))),
            high: scaled(Math.max(...highsMs)),
          }),
          ...(logarithmic ? {} : { beginAtZero: true, grace: '5%' }),
        },
        y: {
          type: 'linear',
          reverse: true,
          min: -0.5,
          max: cells.length - 0.5,
          grid: { display: false },
          border: { display: false },
          afterBuildTicks: (axis) => (axis.ticks = cells.map((_, value) => ({ value }))),
          ticks: cellTicks(style, labels),
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: { label: ({ datasetIndex }) => tooltip(cells[datasetIndex], run) },
        },
      },
    },
  });
}

/** The ends of the cells' intervals, the median where there is none, and the unit that suits them. */
function latencyAxis(cells: readonly MeasuredCell[]) {
  const lowsMs = cells.map(({ latency }) => latency.ciLowMs ?? latency.medianMs);
  const highsMs = cells.map(({ latency }) => latency.ciHighMs ?? latency.medianMs);
  return { lowsMs, highsMs, unit: axisUnit(highsMs) };
}

function tooltip(cell: MeasuredCell | undefined, run: RunDocument): string {
  if (cell === undefined) return '';
  const { medianMs, ciLowMs, ciHighMs, p90Ms } = cell.latency;
  const { value, interval } = formatEstimateMs(medianMs, ciLowMs, ciHighMs);
  const tail = p90Ms === null ? '' : chartWords.tail(formatMs(p90Ms));
  return `${cellLabel(cell, run.cells)}: ${value} ${interval ?? ''}${tail}`;
}

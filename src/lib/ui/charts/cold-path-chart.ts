import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';
import type { ColdPath, MeasuredCell } from '#lib/core/results/run-document.ts';
import { chartWords } from '../words/charts.ts';
import { axisUnit, inUnit } from './axis-unit.ts';
import { cellLabel } from './cell-label.ts';
import { cellTicks, durationAxis, readStyle, still } from './chart-style.ts';
import type { DrawnChart } from './drawing-queue.ts';
import { coldParts, coldTimes } from './cold-parts.ts';
import type { FigureData } from './figure-data.ts';
import { canvasFill } from './fills.ts';
import { inSteps } from './in-steps.ts';

Chart.register(inSteps, BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/**
 * Draws two stacked bars for each cell, the first round above the later ones: loading the engine, creating the session,
 * first run. Colours tell backends, fills the parts. Always linear: parts of a sum have no place on a logarithmic axis.
 */
export function drawColdPathChart(canvas: HTMLCanvasElement, { cells, run }: FigureData): DrawnChart {
  const style = readStyle(canvas);
  const labels = cells.map((cell) => cellLabel(cell, run.cells));
  const times = coldTimes.filter(({ of }) => cells.some((cell) => of(cell) !== null));
  const unit = axisUnit(cells.flatMap((cell) => times.map(({ of }) => total(of(cell)) ?? 0)));
  const bars = times.flatMap((time) => coldParts.map((part) => ({ time, ...part })));
  const valueOf = (bar: (typeof bars)[number], cell: MeasuredCell) => {
    const path = bar.time.of(cell);
    return path && path[bar.key] * unit.perMs;
  };

  return new Chart(canvas, {
    type: 'bar',
    data: {
      labels: [...labels],
      datasets: bars.map((bar) => ({
        data: cells.map((cell) => valueOf(bar, cell)),
        stack: bar.time.title,
        borderColor: cells.map((cell) => style.backend(cell.backend)),
        borderWidth: 1,
        borderSkipped: false,
        backgroundColor: cells.map((cell) => canvasFill(style.backend(cell.backend), bar.fill)),
        barPercentage: 0.85,
        categoryPercentage: 0.75,
      })),
    },
    options: {
      ...still,
      indexAxis: 'y',
      layout: { padding: { right: 12 } },
      scales: {
        x: { ...durationAxis(style, unit, { logarithmic: false, low: 0, high: 0 }), stacked: true },
        y: {
          type: 'category',
          stacked: true,
          grid: { display: false },
          border: { display: false },
          ticks: cellTicks(style, labels),
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            label: ({ datasetIndex, dataIndex }) => {
              const bar = bars[datasetIndex];
              const path = bar?.time.of(cells[dataIndex]);
              if (bar === undefined || !path) return '';
              return chartWords.coldPart(
                bar.time.title,
                bar.title,
                `${inUnit(path[bar.key], unit)} ${unit.symbol}`,
              );
            },
          },
        },
      },
    },
  });
}

function total(path: ColdPath | null): number | null {
  return path && path.runtimeMs + path.sessionMs + path.firstRunMs;
}

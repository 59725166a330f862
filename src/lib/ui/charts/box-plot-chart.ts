import { BoxAndWiskers, BoxPlotController } from '@sgratzl/chartjs-chart-boxplot';
import { CategoryScale, Chart, LinearScale, LogarithmicScale, Tooltip, type Plugin } from 'chart.js';
import { wantsLogAxis } from '../log-scale.ts';
import { engineMarker } from '../palette.ts';
import { chartWords } from '../words/charts.ts';
import { axisUnit, inUnit, type AxisUnit } from './axis-unit.ts';
import { boxPlotOf, type BoxPlot } from './box-plot.ts';
import { cellLabel } from './cell-label.ts';
import { cellTicks, durationAxis, readStyle, still, type ChartStyle } from './chart-style.ts';
import type { DrawnChart } from './drawing-queue.ts';
import type { FigureData } from './figure-data.ts';
import { canvasFill, engineFill } from './fills.ts';
import { inSteps } from './in-steps.ts';

/** Room for the count of samples beyond the axis. */
const countWidthPx = 40;

Chart.register(
  inSteps,
  BoxPlotController,
  BoxAndWiskers,
  CategoryScale,
  LinearScale,
  LogarithmicScale,
  Tooltip,
);

/**
 * Draws a box for each cell, from the top in the order given. Colours tell backends, fills and markers engines. The
 * axis ends where far outliers begin, or boxes would shrink to lines; those that lie beyond it are counted beside it.
 */
export function drawBoxPlotChart(canvas: HTMLCanvasElement, { cells, engines, run }: FigureData): DrawnChart {
  const style = readStyle(canvas);
  const labels = cells.map((cell) => cellLabel(cell, run.cells));
  const boxes = cells.map(boxPlotOf);
  const unit = axisUnit(boxes.map((box) => box.largestNearMs));
  const low = Math.min(...boxes.map((box) => box.minMs)) * unit.perMs;
  const high = Math.max(...boxes.map((box) => box.largestNearMs)) * unit.perMs;
  const inks = cells.map((cell) => style.backend(cell.backend));
  const boxFills = cells.map((cell, index) =>
    canvasFill(inks[index] ?? style.ink, engineFill(cell.engine, engines)),
  );
  const markers = cells.map((cell) => engineMarker(cell.engine, engines));
  const logarithmic = wantsLogAxis([low, high]);

  return new Chart(canvas, {
    type: BoxPlotController.id,
    data: {
      labels: [...labels],
      datasets: [
        {
          data: boxes.map((box) => scaledBox(box, unit.perMs)),
          borderColor: inks,
          borderWidth: 1.5,
          backgroundColor: boxFills as string[],
          medianColor: style.ink,
          outlierBackgroundColor: 'transparent',
          outlierBorderColor: inks,
          outlierBorderWidth: 1,
          outlierRadius: 2.5 * style.scale,
          outlierStyle: markers,
          // The mean would be one more mark for what the table says better.
          meanRadius: 0,
          itemRadius: 0,
          barPercentage: 0.75,
          categoryPercentage: 0.8,
        },
      ],
    },
    options: {
      ...still,
      indexAxis: 'y',
      layout: { padding: { right: countWidthPx * style.scale } },
      scales: {
        x: {
          ...durationAxis(style, unit, { logarithmic, low, high }),
          ...(logarithmic ? {} : { min: 0, max: high * 1.05 }),
        },
        y: {
          type: 'category',
          grid: { display: false },
          border: { display: false },
          ticks: cellTicks(style, labels),
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: {
            title: () => '',
            label: ({ dataIndex }) => {
              const box = boxes[dataIndex];
              if (box === undefined) return '';
              const middle = `${inUnit(box.lowerQuartileMs, unit)}–${inUnit(box.upperQuartileMs, unit)}`;
              return [
                labels[dataIndex] ?? '',
                chartWords.box(`${inUnit(box.medianMs, unit)} ${unit.symbol}`, middle),
                chartWords.boxSamples(
                  box.samples,
                  inUnit(box.minMs, unit),
                  `${inUnit(box.maxMs, unit)} ${unit.symbol}`,
                ),
              ];
            },
          },
        },
      },
    },
    plugins: [countsBeyond(boxes, unit, style)],
  });
}

/** Writes how many samples of each cell lie beyond the axis: `+3`. */
function countsBeyond(boxes: readonly BoxPlot[], unit: AxisUnit, style: ChartStyle): Plugin<'boxplot'> {
  return {
    id: 'countsBeyond',
    afterDraw({ ctx, chartArea, scales }) {
      const { x, y } = scales;
      if (x === undefined || y === undefined) return;
      ctx.save();
      ctx.fillStyle = style.muted;
      ctx.font = `${style.font.size}px ${style.font.family}`;
      ctx.textBaseline = 'middle';
      for (const [index, { outliersMs }] of boxes.entries()) {
        const beyond = outliersMs.filter((ms) => ms * unit.perMs > x.max).length;
        if (beyond > 0) ctx.fillText(`+${beyond}`, chartArea.right + 6, y.getPixelForValue(index));
      }
      ctx.restore();
    },
  };
}

/** The box as the plugin wants it, in the axis' unit; given whole, it computes nothing by itself. */
function scaledBox(box: BoxPlot, perMs: number) {
  return {
    min: box.minMs * perMs,
    whiskerMin: box.lowerWhiskerMs * perMs,
    q1: box.lowerQuartileMs * perMs,
    median: box.medianMs * perMs,
    mean: box.medianMs * perMs,
    q3: box.upperQuartileMs * perMs,
    whiskerMax: box.upperWhiskerMs * perMs,
    max: box.maxMs * perMs,
    items: [],
    outliers: box.outliersMs.map((ms) => ms * perMs),
  };
}

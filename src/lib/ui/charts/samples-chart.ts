import { Chart, LinearScale, LogarithmicScale, Tooltip, type Plugin } from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import type { MeasuredCell } from '#lib/core/results/run-document.ts';
import { wantsLogAxis } from '../log-scale.ts';
import { engineMarker } from '../palette.ts';
import { chartWords } from '../words/charts.ts';
import { axisUnit, inUnit, type AxisUnit } from './axis-unit.ts';
import { durationAxis, readStyle, still, type ChartStyle } from './chart-style.ts';
import type { DrawnChart } from './drawing-queue.ts';
import { sampleBands, type SampleBand, type SampleBucket } from './sample-series.ts';
import { inSteps } from './in-steps.ts';

Chart.register(
  inSteps,
  ScatterWithErrorBarsController,
  PointWithErrorBar,
  LinearScale,
  LogarithmicScale,
  Tooltip,
);

/** Marks that fit beside each other on a phone. */
const maximumBuckets = 120;

export interface SamplesPanel {
  readonly cell: MeasuredCell;
  readonly engines: readonly string[];
}

/**
 * Draws one cell's samples in the order of measuring, rounds as bands: a mark at each median, a line from the least
 * to the largest where a mark stands for several samples.
 */
export function drawSamplesChart(canvas: HTMLCanvasElement, { cell, engines }: SamplesPanel): DrawnChart {
  const style = readStyle(canvas);
  const bands = sampleBands(cell, maximumBuckets);
  const buckets = bands.flatMap((band) => band.buckets);
  const unit = axisUnit(buckets.map(({ maxMs }) => maxMs));
  const low = Math.min(...buckets.map(({ minMs }) => minMs)) * unit.perMs;
  const high = Math.max(...buckets.map(({ maxMs }) => maxMs)) * unit.perMs;
  const logarithmic = wantsLogAxis([low, high]);
  const ink = style.backend(cell.backend);

  const marks = {
    data: buckets.map(({ place, minMs, medianMs, maxMs }) => ({
      x: place,
      y: medianMs * unit.perMs,
      yMin: minMs * unit.perMs,
      yMax: maxMs * unit.perMs,
    })),
    radius: 2 * style.scale,
    hoverRadius: 3 * style.scale,
    hitRadius: 6,
    borderWidth: 1,
    pointStyle: engineMarker(cell.engine, engines),
    borderColor: ink,
    backgroundColor: ink,
    errorBarColor: ink,
    errorBarWhiskerColor: ink,
    errorBarLineWidth: 1,
    errorBarWhiskerLineWidth: 0,
    errorBarWhiskerSize: 0,
  };

  return new Chart(canvas, {
    type: ScatterWithErrorBarsController.id,
    data: {
      datasets: [marks],
    },
    options: {
      ...still,
      layout: { padding: { top: 4, right: 4 } },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: bands.at(-1)?.end ?? 1,
          title: { display: true, text: chartWords.round, color: style.muted, font: style.font },
          grid: { display: false },
          border: { color: style.lineStrong },
          afterBuildTicks: (axis) =>
            (axis.ticks = bands.map(({ start, end }) => ({ value: (start + end) / 2 }))),
          ticks: {
            color: style.muted,
            font: style.font,
            maxRotation: 0,
            autoSkipPadding: 8,
            callback: (value) => roundAt(bands, Number(value)),
          },
        },
        y: {
          ...durationAxis(style, unit, { logarithmic, low, high }),
          ...(logarithmic ? {} : { beginAtZero: true, grace: '5%' }),
          title: {
            display: true,
            text: logarithmic ? chartWords.logarithmicShort(unit.symbol) : unit.symbol,
            color: style.muted,
            font: style.font,
          },
        },
      },
      plugins: {
        tooltip: {
          displayColors: false,
          callbacks: { label: ({ dataIndex }) => tooltip(buckets[dataIndex], bands, unit) },
        },
      },
    },
    plugins: [roundBands(bands, style)],
  });
}

function roundAt(bands: readonly SampleBand[], place: number): string {
  return String(bands.find(({ start, end }) => place >= start && place <= end)?.round ?? '');
}

function tooltip(bucket: SampleBucket | undefined, bands: readonly SampleBand[], unit: AxisUnit): string {
  if (bucket === undefined) return '';
  const round = roundAt(bands, bucket.place);
  const middle = `${inUnit(bucket.medianMs, unit)} ${unit.symbol}`;
  if (bucket.samples === 1) return chartWords.sample(round, middle);
  const range = `${inUnit(bucket.minMs, unit)}–${inUnit(bucket.maxMs, unit)}`;
  return chartWords.samples(round, bucket.samples, middle, range);
}

/** Every other round on a darker ground. */
function roundBands(bands: readonly SampleBand[], style: ChartStyle): Plugin<'scatterWithErrorBars'> {
  return {
    id: 'roundBands',
    beforeDraw({ ctx, chartArea, scales }) {
      const axis = scales['x'];
      if (axis === undefined) return;
      ctx.save();
      ctx.fillStyle = style.sunken;
      for (const [index, { start, end }] of bands.entries()) {
        if (index % 2 === 0) continue;
        const left = axis.getPixelForValue(start);
        ctx.fillRect(left, chartArea.top, axis.getPixelForValue(end) - left, chartArea.height);
      }
      ctx.restore();
    },
  };
}

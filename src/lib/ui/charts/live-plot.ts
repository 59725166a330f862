import type { Progress } from '#lib/bench/progress.ts';
import { backendIds } from '#lib/core/results/ids.ts';
import { readStyle } from './chart-style.ts';
import { addLiveSample, noSamples, type LiveSamples } from './live-samples.ts';

/** Four drawings a second at most: what is drawn while something is measured must cost next to nothing. */
const everyMs = 250;
const dotPx = 2;
const edgePx = 6;

/** Draws samples as they arrive, on a canvas that fills its parent. */
export interface LivePlot {
  take(progress: Progress | null): void;
  destroy(): void;
}

export function startLivePlot(canvas: HTMLCanvasElement): LivePlot {
  let samples = noSamples;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function drawSoon() {
    timer ??= setTimeout(() => {
      timer = null;
      draw(canvas, samples);
    }, everyMs);
  }

  return {
    take(progress) {
      const next = addLiveSample(samples, progress);
      if (next === samples) return;
      samples = next;
      drawSoon();
    },
    destroy() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Dots from left to right in the order of their coming, on an axis from zero to the slowest; warm-up is hollow. */
function draw(canvas: HTMLCanvasElement, { part, points }: LiveSamples): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const style = readStyle(canvas);
  const { clientWidth: width, clientHeight: height } = canvas;
  const density = window.devicePixelRatio;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  context.scale(density, density);
  context.strokeStyle = style.lineStrong;
  context.beginPath();
  context.moveTo(0, height - 0.5);
  context.lineTo(width, height - 0.5);
  context.stroke();
  const backend = backendIds.find((id) => part.includes(`/${id}/`));
  const ink = backend === undefined ? style.ink : style.backend(backend);
  const slowestMs = Math.max(...points.map(({ ms }) => ms), 0);
  // Twenty places at least, so that the first few do not jump about.
  const stepPx = (width - 2 * edgePx) / Math.max(20, points.length - 1);
  context.fillStyle = ink;
  context.strokeStyle = ink;
  for (const [index, { ms, isWarmUp }] of points.entries()) {
    const x = edgePx + index * stepPx;
    const y = height - edgePx - (slowestMs === 0 ? 0 : ms / slowestMs) * (height - 2 * edgePx);
    context.beginPath();
    context.arc(x, y, dotPx * style.scale, 0, 2 * Math.PI);
    if (isWarmUp) context.stroke();
    else context.fill();
  }
}

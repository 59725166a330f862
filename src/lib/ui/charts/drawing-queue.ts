import { drawAtOnce } from './in-steps.ts';

/** Draws a chart, step by step; the caller destroys it. */
export type Draw<Data> = (canvas: HTMLCanvasElement, data: Data) => DrawnChart;

export interface DrawnChart {
  update(): void;
  draw(): void;
  destroy(): void;
}

let last: Promise<void> = Promise.resolve();

/** Drawings wait for one another, each in a task of its own: a screenful of them at once would hold the page up. */
function inTurn(draw: () => void): Promise<void> {
  const mine = last.then(() => new Promise<void>((resolve) => setTimeout(resolve))).then(draw);
  last = mine.catch(() => {});
  return mine;
}

/** Load the code of charts that have not come into view. Null once any chart was drawn since the site was opened. */
let unseen: Set<() => void> | null = new Set();

/** Who has looked at one chart may print them all, and the printer waits for no code. */
function loadUnseen(): void {
  for (const load of unseen ?? []) load();
  unseen = null;
}

/**
 * Draws a chart when its canvas comes into view, and again when the colours change or are printed. Its code is loaded
 * when any chart is drawn for the first time, which is what a visitor who looks at none is spared.
 * @returns what takes the chart away again
 */
export function drawWhenSeen<Data>(
  canvas: HTMLCanvasElement,
  load: () => Promise<Draw<Data>>,
  data: Data,
  onfail: () => void,
): () => void {
  let chart: DrawnChart | null = null;
  let gone = false;
  let drawAgain: (() => void) | null = null;
  const ready = async () => {
    const drawChart = await load();
    return (drawAgain = () => {
      if (gone) return;
      chart?.destroy();
      chart = drawChart(canvas, data);
      canvas.dataset['drawn'] = '';
      loadUnseen();
    });
  };
  const tryDraw = () => void ready().then(inTurn).catch(onfail);
  const loadEarly = () => void ready().catch(() => {});
  if (unseen === null) loadEarly();
  else unseen.add(loadEarly);
  // A canvas does not follow custom properties: a new theme is a new drawing.
  const themed = new MutationObserver(tryDraw);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    dark.addEventListener('change', tryDraw);
    tryDraw();
  });
  seen.observe(canvas);
  // The theme is that of paper then; a drawing in turn, or in steps, would come too late for the printer.
  const onPrint = () => {
    drawAgain?.();
    if (chart !== null) drawAtOnce(chart);
  };
  window.addEventListener('beforeprint', onPrint);
  return () => {
    gone = true;
    unseen?.delete(loadEarly);
    seen.disconnect();
    themed.disconnect();
    dark.removeEventListener('change', tryDraw);
    window.removeEventListener('beforeprint', onPrint);
    chart?.destroy();
  };
}

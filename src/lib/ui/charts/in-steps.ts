import type { Chart, Plugin } from 'chart.js';

interface Steps {
  isLaidOut: boolean;
  isDrawn: boolean;
  /** Of the step that is put off; null where none is. */
  timer: ReturnType<typeof setTimeout> | null;
}

const steps = new WeakMap<object, Steps>();

function stepsOf(chart: object): Steps {
  const known = steps.get(chart) ?? { isLaidOut: false, isDrawn: false, timer: null };
  steps.set(chart, known);
  return known;
}

function putOff(mine: Steps, step: () => void): void {
  mine.timer ??= setTimeout(() => {
    mine.timer = null;
    step();
  });
}

/** Takes all steps now. */
export function drawAtOnce(chart: Pick<Chart, 'update' | 'draw'>): void {
  const mine = stepsOf(chart);
  if (mine.timer !== null) clearTimeout(mine.timer);
  mine.isLaidOut = true;
  mine.isDrawn = true;
  // An update alone would leave the drawing to the next frame.
  chart.update();
  chart.draw();
}

/** Chart.js makes, lays out and draws a chart in one go, which holds a slow device up: here each is a task of its own. */
export const inSteps: Plugin = {
  id: 'inSteps',
  beforeUpdate(chart) {
    const mine = stepsOf(chart);
    if (mine.isLaidOut) return true;
    putOff(mine, () => {
      mine.isLaidOut = true;
      chart.update();
    });
    return false;
  },
  beforeRender(chart) {
    const mine = stepsOf(chart);
    if (mine.isDrawn) return true;
    if (mine.isLaidOut)
      putOff(mine, () => {
        mine.isDrawn = true;
        chart.render();
      });
    return false;
  },
  afterDestroy(chart) {
    const { timer } = stepsOf(chart);
    if (timer !== null) clearTimeout(timer);
  },
};

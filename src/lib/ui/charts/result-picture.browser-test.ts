import { afterEach, beforeEach, expect, test } from 'vitest';
import { measuredCell, runDocument } from '../run-document.test-data.ts';
import { drawResultPicture } from './result-picture.ts';

let canvas: HTMLCanvasElement;

beforeEach(() => {
  canvas = document.createElement('canvas');
  for (const [name, colour] of Object.entries({
    ground: '#ffffff',
    ink: '#000000',
    muted: '#555555',
    'backend-wasm-simd': '#008a64',
    'backend-wasm-threads': '#b4558c',
  }))
    canvas.style.setProperty(`--${name}`, colour);
  document.body.append(canvas);
});
afterEach(() => canvas.remove());

const run = (slowMs: number) =>
  runDocument(
    [
      measuredCell({ backend: 'wasm-simd', medianMs: slowMs, verdict: 'reference' }),
      measuredCell({ backend: 'wasm-threads', medianMs: 2, threads: 2 }),
    ],
    { cell: null, tied: [], sentence: 'WASM-threads is the fastest here. '.repeat(6) },
  );

/** How many pixels of a bar's outline a colour has. */
function pixelsOf(red: number, green: number, blue: number): number {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count += 1;
  return count;
}

test('a bar of each backend’s colour, as long as its time', async () => {
  drawResultPicture(canvas, run(8));
  const slow = pixelsOf(0, 138, 100);
  const fast = pixelsOf(180, 85, 140);
  expect(fast).toBeGreaterThan(0);
  expect(slow).toBeGreaterThan(2 * fast);
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  expect(picture?.type).toBe('image/png');
  expect(picture?.size).toBeGreaterThan(5000);
});

test('a long sentence makes the picture taller, never wider', () => {
  drawResultPicture(canvas, run(8));
  const { width, height } = canvas;
  drawResultPicture(canvas, { ...run(8), recommendation: { cell: null, tied: [], sentence: 'Short.' } });
  expect(canvas.width).toBe(width);
  expect(canvas.height).toBeLessThan(height);
});

import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sharedCells, type SharedResult } from '#lib/core/results/shared-result.ts';
import { anonymousDevice, sendable } from '../../../../tests/fixtures/submissions.ts';
import { canWrite, linesOf, textWidth } from './letters.ts';
import { PictureShelf } from './picture-shelf.ts';
import { pngOf } from './png.ts';
import { Raster } from './raster.ts';
import { pictureColours, pictureHeight, pictureWidth, resultPicture } from './result-picture.ts';

function shared(changes: Partial<SharedResult> = {}): SharedResult {
  const { submission } = sendable();
  const { sha256, format, bytes, precision, parameters, macs } = submission.model;
  return {
    id: submission.resultId,
    receivedDay: '2026-11-24',
    origin: 'crowd',
    rig: null,
    device: anonymousDevice(),
    deviceName: null,
    model: {
      ...{ sha256, format, bytes, precision, parameters, macs },
      title: 'MobileNetV2',
      ref: 'zoo:mobilenet-v2',
    },
    protocolVersion: 1,
    appVersion: '0.1.0',
    clockResolutionMs: 0.005,
    ...sharedCells(submission),
    ...changes,
  };
}

const pixel = ({ pixels, width }: Raster, x: number, y: number) =>
  [...pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)].join();

describe('a raster', () => {
  it('covers pixels by the share of them that a shape takes', () => {
    const raster = new Raster(6, 4, [0, 0, 0]);
    raster.rectangle(1.5, 1, 2, 1.5, [200, 100, 0]);
    expect(pixel(raster, 1, 1)).toBe('100,50,0');
    expect(pixel(raster, 2, 1)).toBe('200,100,0');
    expect(pixel(raster, 3, 1)).toBe('100,50,0');
    expect(pixel(raster, 2, 2)).toBe('100,50,0');
    expect(pixel(raster, 4, 1)).toBe('0,0,0');
    expect(pixel(raster, 2, 0)).toBe('0,0,0');
  });

  it('gives a disc its area, and a hole back to the ground', () => {
    const raster = new Raster(40, 40, [0, 0, 0]);
    const k = 0.5523;
    const circle = (r: number, way: 1 | -1) =>
      [
        { type: 'M', x: 20 + r, y: 20 },
        {
          type: 'C',
          x1: 20 + r,
          y1: 20 + way * k * r,
          x2: 20 + k * r,
          y2: 20 + way * r,
          x: 20,
          y: 20 + way * r,
        },
        { type: 'C', x1: 20 - k * r, y1: 20 + way * r, x2: 20 - r, y2: 20 + way * k * r, x: 20 - r, y: 20 },
        {
          type: 'C',
          x1: 20 - r,
          y1: 20 - way * k * r,
          x2: 20 - k * r,
          y2: 20 - way * r,
          x: 20,
          y: 20 - way * r,
        },
        { type: 'C', x1: 20 + k * r, y1: 20 - way * r, x2: 20 + r, y2: 20 - way * k * r, x: 20 + r, y: 20 },
        { type: 'Z' },
      ] as const;
    raster.path([...circle(15, 1), ...circle(8, -1)], [255, 255, 255]);
    const painted = raster.pixels.reduce((sum, value) => sum + value, 0) / 3 / 255;
    expect(painted).toBeGreaterThan(Math.PI * (15 ** 2 - 8 ** 2) * 0.98);
    expect(painted).toBeLessThan(Math.PI * (15 ** 2 - 8 ** 2) * 1.01);
    expect(pixel(raster, 20, 20)).toBe('0,0,0');
  });

  it('lets what lies outside fall away', () => {
    const raster = new Raster(2, 2, [9, 9, 9]);
    raster.rectangle(-5, -5, 6, 6, [0, 0, 0]);
    expect([...raster.pixels].join()).toBe('0,0,0,9,9,9,9,9,9,9,9,9');
  });
});

it('writes a PNG that holds the pixels', async () => {
  const raster = new Raster(3, 2, [1, 2, 3]);
  raster.rectangle(1, 0, 1, 1, [250, 0, 7]);
  const png = await pngOf(raster);
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  expect([...rows]).toEqual([0, 1, 2, 3, 250, 0, 7, 1, 2, 3, 0, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
});

it('breaks lines between words, cuts what has no room, and knows which letters it has', () => {
  const lettering = { size: 20 };
  const lines = linesOf('one two three four five six seven eight', 120, 2, lettering);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
  for (const line of lines) expect(textWidth(line, lettering)).toBeLessThanOrEqual(120);
  expect(canWrite('ResNet-50 (v1.5) µ–×')).toBe(true);
  expect(canWrite('模型')).toBe(false);
});

describe('the picture of a result', () => {
  it('is painted in the colours of the light theme', () => {
    const css = readFileSync(new URL('../../ui/theme.css', import.meta.url), 'utf8');
    for (const [name, colour] of Object.entries(pictureColours)) {
      const property = name.startsWith('w') ? `--backend-${name}` : `--${name}`;
      expect(new RegExp(`${property}: (#[0-9a-f]+);`).exec(css)?.[1], name).toBe(colour);
    }
  });

  it('draws the bar of the slower configuration longer', () => {
    const picture = resultPicture(shared());
    expect([picture.width, picture.height]).toEqual([pictureWidth, pictureHeight]);
    const lengthOf = (colour: string, y: number) =>
      Array.from({ length: pictureWidth }, (_, x) => pixel(picture, x, y)).filter((each) => each === colour)
        .length;
    const threads = lengthOf('180,85,140', 276 + 3);
    const simd = lengthOf('0,138,100', 276 + 48 + 3);
    expect(threads).toBeGreaterThan(200);
    expect(simd / threads).toBeCloseTo(1.95, 0);
  });

  it('is drawn of names that it has no letters for, and of results without a right cell', async () => {
    const { submission } = sendable();
    const wrong = sharedCells({ cells: submission.cells.map((cell) => ({ ...cell, verdict: 'fail' })) });
    const result = shared({ ...wrong });
    const shelf = new PictureShelf();
    const png = await shelf.of({ ...result, model: { ...result.model, title: '模型' } });
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(await shelf.of(result)).toBe(png);
  });
});

import { deviceDetails, deviceTitle } from '#lib/core/results/device-words.ts';
import type { BackendId } from '#lib/core/results/ids.ts';
import type { SharedCell, SharedResult } from '#lib/core/results/shared-result.ts';
import { canWrite, cutToWidth, linesOf, textPath, textWidth, type Lettering } from './letters.ts';
import { Raster, type Colour } from './raster.ts';

/** What the services that show links want, in pixels. */
export const pictureWidth = 1200;
export const pictureHeight = 630;

const margin = 64;
const right = pictureWidth - margin;
const cellsLimit = 5;

/** The light theme's, from src/lib/ui/theme.css; the server's layer cannot import styles. */
export const pictureColours = {
  ground: '#fbfbf9',
  ink: '#15191d',
  muted: '#545c65',
  line: '#d5d9dc',
  action: '#0b4f86',
  webgpu: '#0072b2',
  webgl: '#b87500',
  'wasm-simd': '#008a64',
  'wasm-threads': '#b4558c',
} as const satisfies Record<BackendId | 'ground' | 'ink' | 'muted' | 'line' | 'action', string>;

/**
 * What a link to a result looks like where it is shared: model, device, and the fastest right configurations as bars
 * from zero with their intervals, so that a bar twice as long is twice the time.
 */
export function resultPicture(result: SharedResult): Raster {
  const picture = new Raster(pictureWidth, pictureHeight, colourOf('ground'));
  const write = (text: string, x: number, y: number, colour: keyof typeof pictureColours, how: Lettering) =>
    picture.path(textPath(text, x, y, how), colourOf(colour));
  const writeToTheRight = (text: string, y: number, how: Lettering) =>
    write(text, right - textWidth(text, how), y, 'muted', how);

  drawSign(picture);
  write('Inferometer', margin + 44, 88, 'ink', { size: 34, isBold: true });
  writeToTheRight(`${result.receivedDay} · ${result.origin}`, 88, { size: 26 });

  const heading = { size: 60, isBold: true };
  write(cutToWidth(modelWords(result), right - margin, heading), margin, 186, 'ink', heading);
  const device = { size: 28 };
  write(deviceLine(result, device), margin, 236, 'muted', device);

  const shown = result.cells
    .filter(({ verdict }) => verdict !== 'fail' && verdict !== 'unchecked')
    .slice(0, cellsLimit);
  drawBars(picture, shown);

  const sentence = { size: 26 };
  const lines = linesOf(result.sentence, right - margin, 2, sentence);
  for (const [index, line] of lines.entries())
    write(line, margin, pictureHeight - 44 - (lines.length - 1 - index) * 36, 'ink', sentence);
  return picture;
}

function modelWords({ model }: SharedResult): string {
  const named = model.title !== null && canWrite(model.title) ? model.title : 'A model of its sender’s own';
  return `${named} (${model.precision})`;
}

/** As many of the details as have room; the later ones matter less. */
function deviceLine({ device, deviceName }: SharedResult, lettering: Lettering): string {
  let line = cutToWidth(deviceName ?? deviceTitle(device), right - margin, lettering);
  for (const detail of deviceDetails(device)) {
    const longer = `${line} · ${detail}`;
    if (textWidth(longer, lettering) > right - margin) break;
    line = longer;
  }
  return line;
}

/** The site's own sign, three columns on a line. */
function drawSign(picture: Raster): void {
  for (const [x, height] of [
    [margin + 3, 16],
    [margin + 13, 28],
    [margin + 23, 11],
  ] as const)
    picture.rectangle(x, 86 - height, 6, height, colourOf('action'));
  picture.rectangle(margin, 86, 32, 4, colourOf('action'));
}

function drawBars(picture: Raster, cells: readonly SharedCell[]): void {
  if (cells.length === 0) return;
  const [labelWidth, valueWidth, rowHeight, barHeight] = [390, 150, 48, 26];
  const left = margin + labelWidth;
  const longest = Math.max(...cells.map(({ latency }) => latency.ciHighMs ?? latency.medianMs));
  const lengthOf = (ms: number) => (ms / longest) * (right - left - valueWidth);
  for (const [index, { title, backend, latency, standing }] of cells.entries()) {
    const top = 276 + index * rowHeight;
    const isBold = standing !== 'none';
    const label = { size: 24, isBold };
    picture.path(
      textPath(cutToWidth(title, labelWidth - 16, label), margin, top + 22, label),
      colourOf('ink'),
    );
    picture.rectangle(left, top, Math.max(2, lengthOf(latency.medianMs)), barHeight, colourOf(backend));
    const { ciLowMs, ciHighMs } = latency;
    if (ciLowMs !== null && ciHighMs !== null) {
      const [low, high] = [left + lengthOf(ciLowMs), left + lengthOf(ciHighMs)];
      picture.rectangle(low, top + barHeight / 2 - 1, Math.max(2, high - low), 2, colourOf('ink'));
      picture.rectangle(low - 1, top + 5, 2, barHeight - 10, colourOf('ink'));
      picture.rectangle(high - 1, top + 5, 2, barHeight - 10, colourOf('ink'));
    }
    const end = left + lengthOf(ciHighMs ?? latency.medianMs) + 14;
    picture.path(textPath(durationText(latency.medianMs), end, top + 22, label), colourOf('ink'));
  }
}

function durationText(ms: number): string {
  return ms >= 10_000 ? `${Number((ms / 1000).toPrecision(3))} s` : `${Number(ms.toPrecision(3))} ms`;
}

function colourOf(name: keyof typeof pictureColours): Colour {
  const parts = pictureColours[name].match(/[0-9a-f]{2}/g) ?? [];
  const [red = 0, green = 0, blue = 0] = parts.map((part) => parseInt(part, 16));
  return [red, green, blue];
}

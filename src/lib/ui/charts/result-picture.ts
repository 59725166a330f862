import { cellTitle } from '#lib/core/results/cell-title.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { formatEstimateMs, formatEstimateRatio, formatMs } from '../format.ts';
import { browserInWords, formatMoment } from '../run-words.ts';
import { pictureWords } from '../words/result-picture.ts';
import { cellLabel } from './cell-label.ts';
import { readStyle, type ChartStyle } from './chart-style.ts';
import { figureData } from './figure-data.ts';
import { canvasFill, engineFill } from './fills.ts';

/** In CSS pixels; the picture has twice as many, so that it stays sharp where it is shown large. */
const widthPx = 1200;
const scale = 2;
const edgePx = 48;
const namePx = 330;
const valuePx = 330;
const rowPx = 46;
const barPx = 20;

/**
 * Draws a result as one picture to show around: the sentence, a bar with its interval for each configuration, and on
 * what it was measured. Bars begin at zero. Wrong results are named, never drawn. The colours are the page's own.
 */
export function drawResultPicture(canvas: HTMLCanvasElement, run: RunDocument): void {
  const style = readStyle(canvas);
  const context = canvas.getContext('2d');
  if (context === null) return;
  const text = writer(context, style);
  const { cells, wrong, engines } = figureData(run);
  const sentence = text.lines(run.recommendation.sentence, 34, 650, widthPx - 2 * edgePx).slice(0, 4);
  const notes = [...notesOf(run, wrong.length > 0 ? wrong.map((cell) => cellLabel(cell, run.cells)) : [])];
  const footer = notes.flatMap((note) => text.lines(note, 17, 400, widthPx - 2 * edgePx));
  const rowsTop = edgePx + 40 + sentence.length * 44 + 28;
  const footerTop = rowsTop + cells.length * rowPx + 24;
  const heightPx = footerTop + footer.length * 26 + edgePx;
  canvas.width = widthPx * scale;
  canvas.height = heightPx * scale;
  context.scale(scale, scale);
  context.fillStyle = style.ground;
  context.fillRect(0, 0, widthPx, heightPx);
  context.textBaseline = 'alphabetic';

  text.write(`${run.model.name} · ${deviceOf(run)}`, edgePx, edgePx + 14, 19, 400, style.muted);
  for (const [index, line] of sentence.entries())
    text.write(line, edgePx, edgePx + 62 + index * 44, 34, 650, style.ink);

  const left = edgePx + namePx;
  const room = widthPx - edgePx - valuePx - left;
  const longestMs = Math.max(...cells.map(({ latency }) => latency.ciHighMs ?? latency.medianMs), 0);
  const place = (ms: number) => (longestMs === 0 ? 0 : (ms / longestMs) * room);
  for (const [index, cell] of cells.entries()) {
    const { latency, speedupOverBaseline: speedup } = cell;
    const middle = rowsTop + index * rowPx + rowPx / 2;
    const ink = style.backend(cell.backend);
    text.write(cellLabel(cell, run.cells), edgePx, middle + 6, 18, 400, style.ink, namePx - 20);
    context.fillStyle = canvasFill(ink, engineFill(cell.engine, engines));
    context.fillRect(left, middle - barPx / 2, place(latency.medianMs), barPx);
    context.strokeStyle = ink;
    context.lineWidth = 1.5;
    context.strokeRect(left, middle - barPx / 2, place(latency.medianMs), barPx);
    drawInterval(context, style.ink, middle, latency.ciLowMs, latency.ciHighMs, (ms) => left + place(ms));
    const { value, interval } = formatEstimateMs(latency.medianMs, latency.ciLowMs, latency.ciHighMs);
    const ratio =
      cell.id === run.reference || speedup === null
        ? ''
        : `  ${formatEstimateRatio(speedup.ratio, speedup.ciLow, speedup.ciHigh).value}`;
    const x = left + room + 20;
    const end = text.write(value, x, middle + 6, 18, 650, style.ink);
    text.write(
      `${interval ?? ''}${ratio}`,
      x + end + 8,
      middle + 6,
      17,
      400,
      style.muted,
      valuePx - 28 - end,
    );
  }
  for (const [index, line] of footer.entries())
    text.write(line, edgePx, footerTop + 20 + index * 26, 17, 400, style.muted);
}

function drawInterval(
  context: CanvasRenderingContext2D,
  ink: string,
  y: number,
  lowMs: number | null,
  highMs: number | null,
  place: (ms: number) => number,
): void {
  if (lowMs === null || highMs === null) return;
  context.strokeStyle = ink;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(place(lowMs), y);
  context.lineTo(place(highMs), y);
  for (const end of [lowMs, highMs]) {
    context.moveTo(place(end), y - 6);
    context.lineTo(place(end), y + 6);
  }
  context.stroke();
}

function deviceOf({ environment }: RunDocument): string {
  const { browser, os, logicalCores, gpu } = environment;
  return [
    browserInWords(browser),
    os.family,
    ...(logicalCores === null ? [] : [pictureWords.cores(logicalCores)]),
    ...(gpu === null
      ? []
      : [`${gpu.vendor} ${gpu.architecture}${gpu.software ? pictureWords.software : ''}`.trim()]),
  ].join(' · ');
}

function notesOf(run: RunDocument, wrong: readonly string[]): string[] {
  const rounds = Math.max(
    0,
    ...run.cells.map((cell) => (cell.status === 'measured' ? cell.rounds.length : 0)),
  );
  const missing = run.cells.filter((cell) => cell.status !== 'measured');
  return [
    pictureWords.times(rounds),
    ...(wrong.length === 0 ? [] : [pictureWords.wrong(wrong.join(', '))]),
    ...(missing.length === 0
      ? []
      : [pictureWords.missing(missing.map((cell) => cellTitle(cell, run.cells)).join(', '))]),
    ...(run.environment.clockResolutionMs > 0.5
      ? [pictureWords.clock(formatMs(run.environment.clockResolutionMs))]
      : []),
    pictureWords.origin(run.appVersion, run.protocolVersion, run.plan.preset, formatMoment(run.startedAt)),
  ];
}

/** Writes and breaks lines in the page's own typeface. */
function writer(context: CanvasRenderingContext2D, style: ChartStyle) {
  const setFont = (sizePx: number, weight: number) => {
    context.font = `${weight} ${sizePx}px ${style.font.family}`;
  };
  return {
    /** @returns the width that was taken */
    write(
      words: string,
      x: number,
      y: number,
      sizePx: number,
      weight: number,
      ink: string,
      roomPx?: number,
    ): number {
      setFont(sizePx, weight);
      context.fillStyle = ink;
      context.fillText(words, x, y, roomPx);
      return context.measureText(words).width;
    },
    lines(words: string, sizePx: number, weight: number, roomPx: number): string[] {
      setFont(sizePx, weight);
      const lines: string[] = [];
      let line = '';
      for (const word of words.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && context.measureText(longer).width > roomPx) {
          lines.push(line);
          line = word;
        } else line = longer;
      }
      return [...lines, line];
    },
  };
}

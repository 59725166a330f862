import { parse, type Font, type Glyph } from 'opentype.js/dist/opentype.mjs';
import type { PathCommand } from './raster.ts';
// Inside the server's own code, so that a picture needs no font of the machine and no file beside the server.
import boldFont from '@fontsource/inter/files/inter-latin-600-normal.woff?inline';
import regularFont from '@fontsource/inter/files/inter-latin-400-normal.woff?inline';

export interface Lettering {
  /** Of the em square, in pixels. */
  readonly size: number;
  readonly isBold?: boolean;
}

const parsed = new Map<string, Font>();

/** Whether the font has a letter for every character: it is Latin only, and names may be written in anything. */
export function canWrite(text: string): boolean {
  return [...text].every((character) => fontOf(false).charToGlyphIndex(character) > 0);
}

/** In pixels, from the first letter's origin to where the next would stand. */
export function textWidth(text: string, lettering: Lettering): number {
  return glyphsOf(text, lettering).reduce((sum, glyph) => sum + advance(glyph, lettering), 0);
}

/** @param y of the line that the letters stand on */
export function textPath(text: string, x: number, y: number, lettering: Lettering): PathCommand[] {
  let at = x;
  return glyphsOf(text, lettering).flatMap((glyph): PathCommand[] => {
    const { commands } = glyph.getPath(at, y, lettering.size);
    at += advance(glyph, lettering);
    return commands;
  });
}

/** The text, or as much of its beginning as has room, with an ellipsis. */
export function cutToWidth(text: string, width: number, lettering: Lettering): string {
  if (textWidth(text, lettering) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && textWidth(`${characters.join('').trimEnd()}…`, lettering) > width)
    characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** Broken between words; what does not fit on the last line is cut. */
export function linesOf(text: string, width: number, limit: number, lettering: Lettering): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    const longer = `${line ?? ''} ${word}`;
    if (line !== undefined && (textWidth(longer, lettering) <= width || lines.length === limit))
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => cutToWidth(line, width, lettering));
}

function glyphsOf(text: string, { isBold = false }: Lettering): Glyph[] {
  const font = fontOf(isBold);
  return [...text].map((character) => font.charToGlyph(character));
}

function advance(glyph: Glyph, { size, isBold = false }: Lettering): number {
  return ((glyph.advanceWidth ?? 0) * size) / fontOf(isBold).unitsPerEm;
}

function fontOf(isBold: boolean): Font {
  const address = isBold ? boldFont : regularFont;
  let font = parsed.get(address);
  if (font === undefined) {
    const bytes = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
    font = parse(new Uint8Array(bytes).buffer);
    parsed.set(address, font);
  }
  return font;
}

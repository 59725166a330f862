/** A way around a shape, in pixels from the upper left corner; a part of what fonts and drawings are made of. */
export type PathCommand =
  | { readonly type: 'M' | 'L'; readonly x: number; readonly y: number }
  | { readonly type: 'Q'; readonly x: number; readonly y: number; readonly x1: number; readonly y1: number }
  | {
      readonly type: 'C';
      readonly x: number;
      readonly y: number;
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
    }
  | { readonly type: 'Z' };

export type Colour = readonly [red: number, green: number, blue: number];
type Point = readonly [x: number, y: number];

/** Straight pieces that a curve is drawn with; at the sizes of a picture's letters the eye sees no corner. */
const piecesPerCurve = 8;

/** An opaque picture that shapes are painted on, edges smoothed. */
export class Raster {
  /** Red, green, blue, row by row. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number, ground: Colour) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height * 3);
    for (let at = 0; at < this.pixels.length; at++) this.pixels[at] = ground[at % 3] ?? 0;
  }

  rectangle(x: number, y: number, width: number, height: number, colour: Colour): void {
    const [right, bottom] = [x + width, y + height];
    const corners: readonly Point[] = [
      [x, y],
      [right, y],
      [right, bottom],
      [x, bottom],
    ];
    this.#fill([[...corners, [x, y]]], colour);
  }

  path(commands: readonly PathCommand[], colour: Colour): void {
    this.#fill(outlines(commands), colour);
  }

  #fill(shapes: readonly (readonly Point[])[], colour: Colour): void {
    const points = shapes.flat();
    if (points.length === 0) return;
    const left = Math.floor(Math.min(...points.map(([x]) => x)));
    const top = Math.floor(Math.min(...points.map(([, y]) => y)));
    const width = Math.ceil(Math.max(...points.map(([x]) => x))) - left;
    const height = Math.ceil(Math.max(...points.map(([, y]) => y))) - top;
    const coverage = new Coverage(width, height);
    for (const shape of shapes) {
      for (const [index, [x, y]] of shape.entries()) {
        const next = shape[index + 1];
        if (next !== undefined) coverage.line(x - left, y - top, next[0] - left, next[1] - top);
      }
    }
    coverage.each((x, y, share) => this.#blend(x + left, y + top, share, colour));
  }

  #blend(x: number, y: number, share: number, colour: Colour): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const first = (y * this.width + x) * 3;
    for (let part = 0; part < 3; part++) {
      const there = this.pixels[first + part] ?? 0;
      this.pixels[first + part] = Math.round(there + ((colour[part] ?? 0) - there) * share);
    }
  }
}

/** Curves become short lines, and every shape ends where it began. */
function outlines(commands: readonly PathCommand[]): Point[][] {
  const shapes: Point[][] = [];
  let shape: Point[] = [];
  const close = () => {
    const [first] = shape;
    if (first !== undefined) shapes.push([...shape, first]);
    shape = [];
  };
  for (const command of commands) {
    const [fromX, fromY] = shape.at(-1) ?? [0, 0];
    switch (command.type) {
      case 'M':
        close();
        shape.push([command.x, command.y]);
        break;
      case 'L':
        shape.push([command.x, command.y]);
        break;
      case 'Q':
        for (let piece = 1; piece <= piecesPerCurve; piece++) {
          const t = piece / piecesPerCurve;
          const at = (a: number, b: number, c: number) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
          shape.push([at(fromX, command.x1, command.x), at(fromY, command.y1, command.y)]);
        }
        break;
      case 'C':
        for (let piece = 1; piece <= piecesPerCurve; piece++) {
          const t = piece / piecesPerCurve;
          const at = (a: number, b: number, c: number, d: number) =>
            (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t ** 2 * (1 - t) * c + t ** 3 * d;
          shape.push([
            at(fromX, command.x1, command.x2, command.x),
            at(fromY, command.y1, command.y2, command.y),
          ]);
        }
        break;
      case 'Z':
        close();
    }
  }
  close();
  return shapes;
}

/**
 * How much of each pixel a shape covers, exactly: every edge adds, where it passes, the area to its right that it
 * encloses, and a running sum along each row fills the shape. (Signed-area accumulation; R. Levien, "Inside the fastest
 * font renderer in the world", 2016.)
 */
class Coverage {
  readonly #width: number;
  readonly #height: number;
  readonly #stride: number;
  readonly #areas: Float32Array;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    // An edge also changes the pixel to the right of its own.
    this.#stride = width + 2;
    this.#areas = new Float32Array(this.#stride * height);
  }

  line(fromX: number, fromY: number, toX: number, toY: number): void {
    if (fromY === toY) return;
    const direction = fromY < toY ? 1 : -1;
    const [upper, lower] = fromY < toY ? [fromY, toY] : [toY, fromY];
    let x = fromY < toY ? fromX : toX;
    const slope = (toX - fromX) / (toY - fromY);
    for (let row = Math.floor(upper); row < Math.ceil(lower); row++) {
      const rise = Math.min(row + 1, lower) - Math.max(row, upper);
      const next = x + slope * rise;
      this.#cross(row, Math.min(x, next), Math.max(x, next), direction * rise);
      x = next;
    }
  }

  /** An edge that passes through one row from `left` to `right`, over `rise` of its height. */
  #cross(row: number, left: number, right: number, rise: number): void {
    const first = Math.floor(left);
    const last = Math.max(first + 1, Math.ceil(right));
    const span = right - left;
    let before = 0;
    for (let column = first; column < last; column++) {
      // Of this edge's rise, the share that lies left of the column's right end, and the mean distance to it.
      const until = Math.min(right, column + 1);
      const from = Math.max(left, column);
      const share = span === 0 ? 1 : (until - from) / span;
      const inside = rise * share * (column + 1 - (from + until) / 2);
      this.#add(row, column, before + inside);
      // What is left of this pixel's full height goes to the next one, and so on along the row.
      before = rise * share - inside;
    }
    this.#add(row, last, before);
  }

  #add(row: number, column: number, area: number): void {
    const at = row * this.#stride + column;
    this.#areas[at] = (this.#areas[at] ?? 0) + area;
  }

  each(paint: (x: number, y: number, share: number) => void): void {
    for (let y = 0; y < this.#height; y++) {
      let sum = 0;
      for (let x = 0; x < this.#width; x++) {
        sum += this.#areas[y * this.#stride + x] ?? 0;
        const share = Math.min(1, Math.abs(sum));
        if (share > 0.002) paint(x, y, share);
      }
    }
  }
}

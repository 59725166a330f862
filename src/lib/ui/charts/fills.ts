/** Ways to fill an area in one colour, so that shapes can be told apart without seeing it. */
export const fills = ['solid', 'hatched', 'light', 'dotted'] as const;
export type Fill = (typeof fills)[number];

/** Fills of boxes, engine by engine, in the order in which a run names them. */
const engineFills: readonly Fill[] = ['light', 'hatched', 'dotted'];

/** The engine is told by the fill, never by colour alone: the first engine of a run is light, the second hatched. */
export function engineFill(engine: string, engines: readonly string[]): Fill {
  return engineFills[Math.max(0, engines.indexOf(engine)) % engineFills.length] ?? 'light';
}

const tilePx = 8;

/** A canvas fill in `colour`, six hexadecimal digits after a `#`, over the chart's ground. */
export function canvasFill(colour: string, fill: Fill): string | CanvasPattern {
  if (fill === 'solid') return colour;
  if (fill === 'light') return `${colour}38`;
  const tile = document.createElement('canvas');
  tile.width = tilePx;
  tile.height = tilePx;
  const context = tile.getContext('2d');
  if (context === null) return `${colour}38`;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 2;
  if (fill === 'dotted') {
    context.fillRect(1, 1, 2, 2);
    context.fillRect(5, 5, 2, 2);
  } else {
    // The ends that the tile cuts off come in again at the opposite corners.
    for (const shift of [-tilePx, 0, tilePx]) {
      context.beginPath();
      context.moveTo(shift - 1, tilePx + 1);
      context.lineTo(shift + tilePx + 1, -1);
      context.stroke();
    }
  }
  return context.createPattern(tile, 'repeat') ?? colour;
}

import { inspectorWords } from './words/inspector.ts';

export type ShapeText =
  | { readonly status: 'shape'; readonly shape: number[] }
  | { readonly status: 'problem'; readonly message: string };

/** Reads `1 × 512`, `1x512` or `1, 512`; empty text is the shape of a scalar. */
export function parseShape(text: string): ShapeText {
  const words = text.split(/[\s,x×]+/i).filter((word) => word !== '');
  const wrong = words.find((word) => !/^\d+$/.test(word) || Number(word) < 1 || Number(word) >= 2 ** 31);
  if (wrong !== undefined) {
    return { status: 'problem', message: inspectorWords.notASize(wrong) };
  }
  return { status: 'shape', shape: words.map(Number) };
}

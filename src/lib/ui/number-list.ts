import { typedPlanWords } from './words/typed-plan.ts';

export type NumberList =
  | { readonly status: 'numbers'; readonly numbers: number[] }
  | { readonly status: 'problem'; readonly message: string };

/** Reads `1, 2 4` as whole numbers from 1 to `largest`, doubles dropped. Empty text is an empty list. */
export function parseNumberList(text: string, largest: number): NumberList {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const numbers = new Set<number>();
  for (const word of words) {
    const number = Number(word);
    if (!/^\d+$/.test(word) || number < 1 || number > largest) {
      return { status: 'problem', message: typedPlanWords.notWhole(word, largest.toLocaleString('en')) };
    }
    numbers.add(number);
  }
  return { status: 'numbers', numbers: [...numbers] };
}

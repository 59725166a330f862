import { nearestName } from '#lib/models/nearest-name.ts';

/**
 * One sentence about a name that does not exist, with the nearest that does: `Unknown backend wasm-thread; did you mean
 * wasm-threads?` Where nothing comes near, the sentence lists what there is.
 */
export function unknownName(noun: string, given: string, valid: readonly string[]): string {
  const bare = (name: string): string => name.replace(/^(-+|shelf:)/, '').replaceAll('_', '-');
  const near = nearestName(bare(given), valid.map(bare));
  const meant = valid.find((name) => bare(name) === near);
  if (meant !== undefined) return `Unknown ${noun} ${given}; did you mean ${meant}?`;
  return `Unknown ${noun} ${given}. There ${valid.length === 1 ? 'is only' : 'are'} ${inWords(valid)}.`;
}

/** `a, b and c` */
export function inWords(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

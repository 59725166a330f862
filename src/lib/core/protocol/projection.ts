import { toNumbers, type NumericArray } from '../statistics/numeric-array.ts';
import { createRandom } from './random.ts';

export const projectionCount = 16;
const projectionSeed = 0x1f0e;

/**
 * Sixteen random ±1 sums over all elements of all outputs: enough to tell a wrong result from a right one on another
 * device, too little to carry anything else. The signs depend on nothing but the element's place. Elements that are
 * not finite count as nothing, so that every sum survives JSON.
 */
export function projectOutputs(outputs: readonly NumericArray[]): number[] {
  const sums = new Float64Array(projectionCount);
  const random = createRandom(projectionSeed);
  for (const output of outputs) {
    for (const value of toNumbers(output)) {
      const signs = random.nextUint32();
      if (!Number.isFinite(value)) continue;
      for (let k = 0; k < projectionCount; k++) {
        sums[k] = (sums[k] ?? 0) + ((signs >>> k) & 1 ? value : -value);
      }
    }
  }
  return [...sums];
}

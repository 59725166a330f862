import * as v from 'valibot';
import type { WeightStorage } from '../model-description.ts';

const sizeSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `WeightsManifestConfig` of @tensorflow/tfjs-core (io/types.ts). */
export const weightsManifestSchema = v.array(
  v.object({
    paths: v.array(v.string()),
    weights: v.array(
      v.object({
        name: v.string(),
        shape: v.array(sizeSchema),
        dtype: v.string(),
        quantization: v.nullish(v.object({ dtype: v.string() })),
      }),
    ),
  }),
);

/** Weights that lie one after the other in the files of `paths`, joined. */
export type WeightGroup = v.InferOutput<typeof weightsManifestSchema>[number];
type Weight = WeightGroup['weights'][number];

/** Files of weights and what they must hold together; null where the manifest cannot tell (strings). */
export interface ShardGroup {
  readonly paths: readonly string[];
  readonly bytes: number | null;
}

const bytesByType: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  float16: 2,
  uint16: 2,
  uint8: 1,
};

export function shardGroups(groups: readonly WeightGroup[]): ShardGroup[] {
  return groups.map(({ paths, weights }) => {
    const hasTexts = weights.some(({ dtype }) => dtype === 'string');
    const bytes = weights.reduce(
      (sum, weight) => sum + elements(weight) * (bytesByType[storedType(weight)] ?? 0),
      0,
    );
    return { paths, bytes: hasTexts ? null : bytes };
  });
}

/** The first group whose files do not hold what the manifest says; `sizeOf` gives a file's bytes. */
export function wrongShards(
  groups: readonly ShardGroup[],
  sizeOf: (path: string) => number,
): { files: readonly string[]; bytes: number; expectedBytes: number } | null {
  for (const { paths, bytes: expectedBytes } of groups) {
    const bytes = paths.reduce((sum, path) => sum + sizeOf(path), 0);
    if (expectedBytes !== null && bytes !== expectedBytes) return { files: paths, bytes, expectedBytes };
  }
  return null;
}

/** A weight stored in a way that TensorFlow.js 4.22 does not decode, or null. */
export function unknownWeight(groups: readonly WeightGroup[]): { name: string; dtype: string } | null {
  const isKnown = (weight: Weight) =>
    weight.dtype === 'string' || bytesByType[storedType(weight)] !== undefined;
  const unknown = groups.flatMap(({ weights }) => weights).find((weight) => !isKnown(weight));
  return unknown === undefined ? null : { name: unknown.name, dtype: storedType(unknown) };
}

/**
 * Elements of all weights that are floating-point numbers in use, however they are stored. Whole numbers are shapes,
 * axes and tables of indices here, and do not count.
 */
export function countWeights(groups: readonly WeightGroup[]): number {
  return floats(groups).reduce((sum, weight) => sum + elements(weight), 0);
}

/** The stored type that has most of the elements, where that is not float32. */
export function weightStorage(groups: readonly WeightGroup[]): WeightStorage | null {
  const totals = new Map<string, number>();
  for (const weight of floats(groups)) {
    const type = storedType(weight);
    totals.set(type, (totals.get(type) ?? 0) + elements(weight));
  }
  const [most] = [...totals].toSorted(([, a], [, b]) => b - a);
  const type = most?.[0];
  return type === 'float16' || type === 'uint16' || type === 'uint8' ? type : null;
}

function floats(groups: readonly WeightGroup[]): Weight[] {
  return groups
    .flatMap(({ weights }) => weights)
    .filter(({ dtype }) => dtype === 'float32' || dtype === 'complex64');
}

function storedType({ dtype, quantization }: Weight): string {
  return quantization?.dtype ?? dtype;
}

function elements({ shape }: Weight): number {
  return shape.reduce((product, size) => product * size, 1);
}

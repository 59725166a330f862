import type { io } from '@tensorflow/tfjs-core';
import type { FailureCause } from '#lib/core/results/reasons.ts';
import type { NamedBlob } from '#lib/workers/named-blob.ts';
import type { OpenRequest } from '../engine.ts';

/** `model.json` as text and the bytes of its shards, by the names that its manifest gives them. */
export interface ModelFiles {
  readonly status: 'read';
  readonly json: io.ModelJSON;
  readonly shards: ReadonlyMap<string, ArrayBuffer>;
}

type Failure = { readonly status: 'failed'; readonly cause: FailureCause };

/** Reads everything into memory and checks what TensorFlow.js takes on trust: that all weights are there. */
export async function readModelFiles(files: OpenRequest['files']): Promise<ModelFiles | Failure> {
  let text: string;
  let shards: Map<string, ArrayBuffer>;
  try {
    const [model, ...others] = files;
    text = await model.blob.text();
    shards = new Map(await Promise.all(others.map(readShard)));
  } catch (error) {
    // A file that changed or vanished after it was picked cannot be read any more; one too large has no buffer.
    const detail = error instanceof Error ? error.message : String(error);
    const tooLarge = error instanceof RangeError;
    return { status: 'failed', cause: { kind: tooLarge ? 'out-of-memory' : 'model-unreadable', detail } };
  }
  const json = parse(text);
  if (json === null) return invalid('the first file is no TensorFlow.js model.json');
  return findFault(json, shards) ?? { status: 'read', json, shards };
}

async function readShard({ name, blob }: NamedBlob): Promise<[string, ArrayBuffer]> {
  return [name, await blob.arrayBuffer()];
}

function parse(text: string): io.ModelJSON | null {
  try {
    const value = JSON.parse(text) as Partial<io.ModelJSON> | null;
    if (typeof value !== 'object' || typeof value?.modelTopology !== 'object') return null;
    return { ...value, modelTopology: value.modelTopology, weightsManifest: value.weightsManifest ?? [] };
  } catch {
    return null;
  }
}

const bytesOfType: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  complex64: 8,
  float16: 2,
  uint16: 2,
  uint8: 1,
  bool: 1,
};

/** Bytes that the weights of a group take in its shards; null where the types do not tell (strings). */
function expectedBytes(group: io.WeightsManifestEntry[]): number | null {
  let bytes = 0;
  for (const { shape, dtype, quantization } of group) {
    const each = bytesOfType[quantization?.dtype ?? dtype];
    if (each === undefined) return null;
    bytes += each * shape.reduce((product, size) => product * size, 1);
  }
  return bytes;
}

function findFault(json: io.ModelJSON, shards: ReadonlyMap<string, ArrayBuffer>): Failure | null {
  if (!Array.isArray(json.weightsManifest)) return invalid('its weightsManifest is no list');
  for (const { paths, weights } of json.weightsManifest) {
    if (!Array.isArray(paths) || !Array.isArray(weights)) return invalid('its weightsManifest is incomplete');
    const missing = paths.find((path) => !shards.has(path));
    if (missing !== undefined) {
      const detail = `${missing} is missing`;
      return { status: 'failed', cause: { kind: 'missing-external-data', location: missing, detail } };
    }
    const given = paths.reduce((sum, path) => sum + (shards.get(path)?.byteLength ?? 0), 0);
    const expected = expectedBytes(weights);
    if (expected !== null && expected !== given) {
      return invalid(`${paths.join(', ')} should hold ${expected} bytes of weights and holds ${given}`);
    }
  }
  return null;
}

function invalid(detail: string): Failure {
  return { status: 'failed', cause: { kind: 'invalid-model', detail } };
}

/** What TensorFlow.js loads from: everything that model.json says, and the bytes in memory. Nothing is fetched. */
export function toArtifacts({ json, shards }: ModelFiles): io.IOHandler {
  const { weightsManifest, ...rest } = json;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  const weightData = weightsManifest
    .flatMap(({ paths }) => paths)
    .flatMap((path) => {
      const bytes = shards.get(path);
      return bytes === undefined ? [] : [bytes];
    });
  return { load: () => Promise.resolve({ ...rest, weightSpecs, weightData }) };
}

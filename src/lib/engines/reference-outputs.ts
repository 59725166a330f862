import { numericValues } from '#lib/core/protocol/numeric-outputs.ts';
import { isTensorType, type HostTensor } from '#lib/core/protocol/tensors.ts';
import type { NumericArray } from '#lib/core/statistics/numeric-array.ts';
import type { ReferenceOutputs, ReferenceTensor } from './messages.ts';

/** Gathers the outputs of one correctness input after another into one blob. */
export class ReferenceRecorder {
  readonly #inputs: { tensors: ReferenceTensor[] }[] = [];
  readonly #parts: ArrayBuffer[] = [];
  #bytes = 0;

  /** Copies: an engine may reuse its output buffers in the next run. */
  add(outputs: readonly HostTensor[]): void {
    const tensors = outputs.map(({ name, dtype, dims, data }): ReferenceTensor => {
      const byteOffset = this.#bytes;
      const copy = new Uint8Array(data.byteLength);
      copy.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      this.#parts.push(copy.buffer);
      this.#bytes += data.byteLength;
      return { name, dtype, dims, byteOffset, byteLength: data.byteLength };
    });
    this.#inputs.push({ tensors });
  }

  finish(): ReferenceOutputs {
    return { inputs: this.#inputs, bytes: new Blob(this.#parts) };
  }
}

export interface ReadReferenceTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: NumericArray;
}

/** The reference's outputs for one correctness input, as numbers; null where the reference did not run that input. */
export async function readReference(
  reference: ReferenceOutputs,
  inputIndex: number,
): Promise<ReadReferenceTensor[] | null> {
  const input = reference.inputs[inputIndex];
  if (input === undefined) return null;
  return Promise.all(
    input.tensors.map(async ({ name, dtype, dims, byteOffset, byteLength }) => {
      const buffer = await reference.bytes.slice(byteOffset, byteOffset + byteLength).arrayBuffer();
      return { name, dims, values: numericValues(viewOf(dtype, buffer)) };
    }),
  );
}

function viewOf(dtype: string, buffer: ArrayBuffer): Pick<HostTensor, 'dtype' | 'data'> {
  if (!isTensorType(dtype)) throw new TypeError(`A reference output of type ${dtype}.`);
  return { dtype, data: new arrays[dtype](buffer) } as Pick<HostTensor, 'dtype' | 'data'>;
}

const arrays = {
  float32: Float32Array,
  float16: Uint16Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
} as const;

import type { NumericArray } from '../statistics/numeric-array.ts';
import { decodeFloat16 } from './float16.ts';
import type { HostTensor } from './tensors.ts';

/** A tensor's elements as numbers that can be compared: half floats are decoded, everything else is as it is. */
export function numericValues(tensor: Pick<HostTensor, 'dtype' | 'data'>): NumericArray {
  return tensor.dtype === 'float16' ? decodeFloat16(tensor.data as Uint16Array) : tensor.data;
}

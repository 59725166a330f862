import type { OnnxAttribute, OnnxTensor } from '#lib/onnx/schema.ts';

/** Attributes as they are written where a node is made: whole numbers and texts as such, real numbers marked. */
export type Attributes = Readonly<Record<string, number | readonly number[] | string | Real | OnnxTensor>>;

export interface Real {
  readonly real: number;
}

export function real(value: number): Real {
  return { real: value };
}

const utf8 = new TextEncoder();

export function attributesOf(attributes: Attributes): OnnxAttribute[] {
  return Object.entries(attributes).map(([name, value]): OnnxAttribute => {
    if (typeof value === 'number') return { name, type: 'int', i: value };
    if (typeof value === 'string') return { name, type: 'string', s: utf8.encode(value) };
    if ('real' in value) return { name, type: 'float', f: value.real };
    if ('dims' in value) return { name, type: 'tensor', t: value };
    return { name, type: 'ints', ints: value };
  });
}

import { identityModel } from '#lib/onnx/identity-model.ts';
import type { OnnxDataType } from '#lib/onnx/data-type.ts';
import type { Dim, ExternalData, OnnxTensor } from '#lib/onnx/schema.ts';
import { writeOnnx } from '#lib/onnx/write.ts';

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

export function identityBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(identityModel());
}

/** One Identity node for each input. */
export function modelWithInputs(
  inputs: readonly { name: string; dtype: OnnxDataType; shape: readonly Dim[] }[],
  initializers: readonly OnnxTensor[] = [],
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    writeOnnx({
      irVersion: 8,
      producerName: 'test',
      producerVersion: '',
      opsetImports: [{ domain: '', version: 15 }],
      graph: {
        name: 'test',
        nodes: inputs.map(({ name }) => ({
          opType: 'Identity',
          domain: '',
          name: '',
          inputs: [name],
          outputs: [`${name}_out`],
          attributes: [],
        })),
        initializers,
        inputs,
        outputs: inputs.map(({ name, dtype, shape }) => ({ name: `${name}_out`, dtype, shape })),
        valueInfos: [],
      },
      metadata: {},
      functions: [],
    }),
  );
}

/** A model whose two float32 weights of four elements each lie in other files, 16 bytes each. */
export function modelWithExternalData(first: ExternalData, second: ExternalData): Uint8Array<ArrayBuffer> {
  const weight = (name: string, externalData: ExternalData): OnnxTensor => ({
    name,
    dims: [4],
    dataType: 'float32',
    externalData,
  });
  return modelWithInputs(
    [{ name: 'x', dtype: 'float32', shape: [4] }],
    [weight('first', first), weight('second', second)],
  );
}

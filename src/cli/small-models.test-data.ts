import type { ExternalData } from '#lib/onnx/schema.ts';
import { writeOnnx } from '#lib/onnx/write.ts';

/** `y = operator(x, w)` on four float32 numbers; the weights lie in the model, or where `externalData` says. */
export function modelOf(operator: string, externalData?: ExternalData): Uint8Array {
  const weights = new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer);
  const four = { dtype: 'float32', shape: [4] } as const;
  return writeOnnx({
    irVersion: 8,
    producerName: 'test',
    producerVersion: '',
    opsetImports: [{ domain: '', version: 15 }],
    metadata: {},
    functions: [],
    graph: {
      name: 'small',
      nodes: [{ opType: operator, domain: '', name: '', inputs: ['x', 'w'], outputs: ['y'], attributes: [] }],
      initializers: [
        {
          name: 'w',
          dims: [4],
          dataType: 'float32',
          ...(externalData === undefined ? { rawData: weights } : { externalData }),
        },
      ],
      inputs: [{ name: 'x', ...four }],
      outputs: [{ name: 'y', ...four }],
      valueInfos: [],
    },
  });
}

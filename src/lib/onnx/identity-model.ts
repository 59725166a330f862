import type { ValueInfo } from './schema.ts';
import { writeOnnx } from './write.ts';

/**
 * The smallest valid model: one float32 input `input` of shape [1], handed on as `output`. Opset 13 and IR version 7
 * run on every ONNX Runtime of the last years. Serves to start an engine's runtime before the model that counts.
 */
export function identityModel(): Uint8Array {
  return writeOnnx({
    irVersion: 7,
    producerName: 'inferometer',
    producerVersion: '',
    opsetImports: [{ domain: '', version: 13 }],
    graph: {
      name: 'identity',
      nodes: [
        { opType: 'Identity', domain: '', name: '', inputs: ['input'], outputs: ['output'], attributes: [] },
      ],
      initializers: [],
      inputs: [oneFloat('input')],
      outputs: [oneFloat('output')],
      valueInfos: [],
    },
    metadata: {},
    functions: [],
  });
}

function oneFloat(name: string): ValueInfo {
  return { name, dtype: 'float32', shape: [1] };
}

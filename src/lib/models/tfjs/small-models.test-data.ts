/** Small TensorFlow.js models that the real engine runs: the text of a `model.json` and its weights. */
export interface SmallTfjsModel {
  readonly json: Record<string, unknown>;
  readonly weights: Uint8Array<ArrayBuffer>;
}

const open = { size: '-1' };
const dims = (...sizes: (number | '-1')[]) => ({
  dim: sizes.map((size) => (size === '-1' ? open : { size: String(size) })),
});
const float = { dtype: { type: 'DT_FLOAT' } };

/** y = relu(x · w), x [batch, 4], w [4, 3]; `weights` are four-byte numbers, or halves where `quantised`. */
export function smallGraphModel({ quantised = false } = {}): SmallTfjsModel {
  const values = Array.from({ length: 12 }, (_, index) => (index - 5) / 8);
  return {
    json: {
      format: 'graph-model',
      generatedBy: 'inferometer-tests',
      signature: {
        inputs: { x: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: dims('-1', 4) } },
        outputs: { y: { name: 'y:0', dtype: 'DT_FLOAT', tensorShape: dims('-1', 3) } },
      },
      modelTopology: {
        node: [
          { name: 'x', op: 'Placeholder', attr: { ...float, shape: { shape: dims('-1', 4) } } },
          {
            name: 'w',
            op: 'Const',
            attr: { ...float, value: { tensor: { dtype: 'DT_FLOAT', tensorShape: dims(4, 3) } } },
          },
          { name: 'product', op: 'MatMul', input: ['x', 'w'], attr: { T: { type: 'DT_FLOAT' } } },
          { name: 'y', op: 'Relu', input: ['product'], attr: { T: { type: 'DT_FLOAT' } } },
        ],
        library: {},
        versions: {},
      },
      weightsManifest: [
        {
          paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'],
          weights: [
            {
              name: 'w',
              shape: [4, 3],
              dtype: 'float32',
              ...(quantised ? { quantization: { dtype: 'float16', original_dtype: 'float32' } } : {}),
            },
          ],
        },
      ],
    },
    // Zeros as halves: their values do not matter here.
    weights: quantised ? new Uint8Array(24) : new Uint8Array(new Float32Array(values).buffer),
  };
}

/** A dense layer on four numbers, in a Sequential model without a layer of input. 15 parameters. */
export function smallLayersModel(): SmallTfjsModel {
  const config = {
    name: 'dense',
    units: 3,
    activation: 'relu',
    use_bias: true,
    batch_input_shape: [null, 4],
    dtype: 'float32',
  };
  return {
    json: {
      format: 'layers-model',
      generatedBy: 'inferometer-tests',
      modelTopology: {
        keras_version: '2.10.0',
        model_config: {
          class_name: 'Sequential',
          config: { name: 'small', layers: [{ class_name: 'Dense', config }] },
        },
      },
      weightsManifest: [
        {
          paths: ['weights.bin'],
          weights: [
            { name: 'dense/kernel', shape: [4, 3], dtype: 'float32' },
            { name: 'dense/bias', shape: [3], dtype: 'float32' },
          ],
        },
      ],
    },
    weights: new Uint8Array(Float32Array.from({ length: 15 }, (_, index) => (index - 7) / 8).buffer),
  };
}

export function jsonBytes(json: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(json));
}

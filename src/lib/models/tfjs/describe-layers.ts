import type { OnnxDataType } from '#lib/onnx/data-type.ts';
import type { DescribedValue } from '#lib/onnx/describe.ts';
import type { LayersModel } from './read.ts';

/** A layer, or a model, which is a layer with layers in it. Whatever Keras wrote, so nothing in it is sure. */
interface Layer {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly layers: readonly Layer[];
  /** Names of the layers that this one reads. */
  readonly reads: readonly string[];
}

export interface LayersDescription {
  readonly inputs: readonly DescribedValue[];
  readonly outputs: readonly DescribedValue[];
  /** Class names of all layers, those inside models too. */
  readonly operators: readonly string[];
  /** Rows of the embedding's table that an input indexes, by input name. */
  readonly vocabularies: Readonly<Record<string, number>>;
}

export function describeLayers({ topology }: LayersModel): LayersDescription {
  const model = layerOf(topology);
  const inputs = inputsOf(model);
  const vocabularies = inputs.flatMap(({ name }) => {
    const rows = embeddingRows(model, name);
    return rows === null ? [] : [[name, rows] as const];
  });
  return {
    inputs,
    outputs: outputsOf(model),
    operators: leaves(model).map(({ className }) => className),
    vocabularies: Object.fromEntries(vocabularies),
  };
}

function layerOf(value: unknown): Layer {
  const json = recordOf(value);
  // A Sequential model of old Keras has the list of its layers in the place of the configuration.
  const config = Array.isArray(json['config'])
    ? { layers: json['config'] as unknown[] }
    : recordOf(json['config']);
  const layers = Array.isArray(config['layers']) ? config['layers'].map(layerOf) : [];
  return {
    className: textOf(json['class_name']) ?? 'unnamed',
    name: textOf(json['name']) ?? textOf(config['name']) ?? '',
    config,
    layers,
    reads: endNames(json['inbound_nodes']),
  };
}

/** Names in lists like `[["a", 0, 0], ["b", 0, 0]]`, however deep: Keras nested them differently over the years. */
function endNames(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const [first, index] = value as unknown[];
  return typeof first === 'string' && typeof index === 'number' ? [first] : value.flatMap(endNames);
}

/** In order. A Sequential model whose first layer is none of input calls its input after that layer. */
function inputsOf(model: Layer): DescribedValue[] {
  const [first] = model.layers;
  if (first === undefined) return [];
  if (model.className === 'Sequential') {
    if (first.className === 'InputLayer') return [valueOf(first.name, first.config)];
    if (first.layers.length > 0) return inputsOf(first);
    const shape = first.config['batch_input_shape'] ?? model.config['build_input_shape'];
    return [valueOf(`${first.name}_input`, { ...first.config, batch_input_shape: shape })];
  }
  const names = endNames(model.config['input_layers']);
  const layers =
    names.length > 0
      ? names.flatMap((name) => model.layers.find((layer) => layer.name === name) ?? [])
      : model.layers.filter(({ className }) => className === 'InputLayer');
  return layers.map(({ name, config }) => valueOf(name, config));
}

/** Only running the model tells the shapes of its outputs. */
function outputsOf(model: Layer): DescribedValue[] {
  const names =
    model.className === 'Sequential'
      ? [model.layers.at(-1)?.name ?? '']
      : endNames(model.config['output_layers']);
  return names.map((name) => ({ name, dtype: 'float32', shape: null }));
}

function leaves(model: Layer): Layer[] {
  return model.layers.flatMap((layer) =>
    layer.layers.length > 0 ? leaves(layer) : layer.className === 'InputLayer' ? [] : [layer],
  );
}

function embeddingRows(model: Layer, inputName: string): number | null {
  const [first] = model.layers;
  const isFirst = (layer: Layer) =>
    model.className === 'Sequential' &&
    layer === (first?.className === 'InputLayer' ? model.layers[1] : first);
  const embedding = model.layers.find(
    (layer) => layer.className === 'Embedding' && (isFirst(layer) || layer.reads.includes(inputName)),
  );
  const rows = embedding?.config['input_dim'];
  return typeof rows === 'number' && Number.isInteger(rows) && rows > 0 ? rows : null;
}

function valueOf(name: string, config: Readonly<Record<string, unknown>>): DescribedValue {
  const shape = config['batch_input_shape'] ?? config['batch_shape'];
  return {
    name,
    dtype: typeOf(config['dtype']),
    shape: Array.isArray(shape)
      ? shape.map((size) => (Number.isInteger(size) && Number(size) > 0 ? Number(size) : null))
      : null,
  };
}

/** TensorFlow.js computes every kind of floating-point number in 32 bits. */
function typeOf(dtype: unknown): OnnxDataType {
  const name = textOf(dtype) ?? textOf(recordOf(recordOf(dtype)['config'])['name']) ?? 'float32';
  if (/int/.test(name)) return 'int32';
  if (name === 'bool' || name === 'string') return name;
  return name === 'complex64' ? 'complex64' : 'float32';
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

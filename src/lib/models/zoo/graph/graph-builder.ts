import { float16Bits } from '#lib/core/protocol/float16.ts';
import type { OnnxDataType } from '#lib/onnx/data-type.ts';
import type { OnnxGraph, OnnxNode, OnnxTensor, ValueInfo } from '#lib/onnx/schema.ts';
import type { WeightSpec } from '../weights.ts';
import { attributesOf, real, type Attributes } from './attributes.ts';
import { elementsIn, type Value } from './value.ts';

/** `fp16` stores and computes everything in half precision between inputs and outputs; `int8` quantizes linear layers. */
export type ZooPrecision = 'fp32' | 'fp16' | 'int8';

/** How a weight's elements are drawn. */
export interface Draw {
  readonly mean?: number;
  readonly deviation: number;
}

/**
 * Collects a graph node by node. Every value's shape is known when it is made, so that wrong arithmetic ends here and
 * not in somebody's runtime. Layers (`convolution.ts`, `transformer.ts`) are functions on it; architectures call those
 * and know nothing of the precision.
 */
export class GraphBuilder {
  readonly precision: ZooPrecision;
  readonly floatType: 'float32' | 'float16';
  /** Multiply-accumulates of convolutions and matrix products, attention's included. */
  macs = 0;
  /** Channels whose batch norm is folded into the convolution before it. */
  batchNormChannels = 0;
  readonly weights = new Map<string, WeightSpec>();
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers: OnnxTensor[] = [];
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  readonly #names = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #kept = new Map<string, Value>();
  /** Values that became outputs, with the names that they have there. */
  readonly #renamed = new Map<string, string>();

  constructor(precision: ZooPrecision) {
    this.precision = precision;
    this.floatType = precision === 'fp16' ? 'float16' : 'float32';
  }

  /** An input of the model; inputs of real numbers are always float32. */
  input(name: string, dtype: 'float32' | 'int64', shape: readonly number[]): Value {
    this.#claim(name);
    this.#inputs.push({ name, dtype, shape });
    const given: Value = { name, dtype, shape };
    return dtype === 'float32' && this.floatType !== 'float32' ? this.cast(given, this.floatType) : given;
  }

  /** Makes a value an output of the model, under this name; outputs of real numbers are always float32. */
  output(name: string, value: Value): void {
    this.#claim(name);
    const given = value.dtype === 'float16' ? this.cast(value, 'float32') : value;
    this.#renamed.set(given.name, name);
    this.#outputs.push({ name, dtype: given.dtype, shape: given.shape });
  }

  /** A node with one output, which has the node's name; without a name it gets one from its operator. */
  node(
    opType: string,
    inputs: readonly (Value | null)[],
    shape: readonly number[],
    options: { attributes?: Attributes; dtype?: OnnxDataType; name?: string } = {},
  ): Value {
    const name = options.name ?? this.#freeName(opType.toLowerCase());
    const dtype = options.dtype ?? this.#typeOf(opType, inputs);
    this.#claim(name);
    this.#push(opType, name, inputs, [name], options.attributes ?? {});
    return { name, dtype, shape };
  }

  /** A node with several outputs. */
  nodeWithOutputs(opType: string, inputs: readonly Value[], outputs: readonly Value[]): void {
    for (const output of outputs) this.#claim(output.name);
    this.#push(
      opType,
      this.#freeName(opType.toLowerCase()),
      inputs,
      outputs.map(({ name }) => name),
      {},
    );
  }

  /** A stored tensor whose elements are drawn when the file is written. */
  weight(
    name: string,
    dims: readonly number[],
    draw: Draw,
    dataType: WeightSpec['dataType'] = this.floatType,
  ): Value {
    this.#claim(name);
    this.weights.set(name, { name, dims, dataType, mean: draw.mean ?? 0, deviation: draw.deviation });
    this.#initializers.push({ name, dims, dataType });
    return { name, dtype: dataType, shape: dims };
  }

  /** A stored float32 number, such as the scale of quantized weights. */
  storedNumber(name: string, value: number): Value {
    this.#claim(name);
    this.#initializers.push({ name, dims: [], dataType: 'float32', rawData: floatBytes([value]) });
    return { name, dtype: 'float32', shape: [] };
  }

  /** Stored int64 numbers: shapes, axes, indices. The same numbers are stored once. */
  integers(values: readonly number[], dims: readonly number[] = [values.length]): Value {
    const name = `int64_${dims.join('x')}_${values.length > 8 ? `to_${values.at(-1)}` : values.join('_')}`;
    return this.keep(name, () => {
      const data = new BigInt64Array(values.map(BigInt));
      this.#claim(name);
      this.#initializers.push({ name, dims, dataType: 'int64', rawData: new Uint8Array(data.buffer) });
      return { name, dtype: 'int64', shape: dims };
    });
  }

  /**
   * A number of a formula. It is an attribute and not a tensor, because it is no parameter.
   * Only for float32: opset 17's attribute knows no half precision.
   */
  number(value: number): Value {
    if (this.floatType !== 'float32') throw new Error('Numbers of formulas are float32.');
    return this.keep(`number_${value}`, (name) =>
      this.node('Constant', [], [], {
        attributes: { value_float: real(value) },
        dtype: 'float32',
        name,
      }),
    );
  }

  /** Numbers that an operator takes as a setting (bounds, scales), in a `Constant` node, where WebGL looks for them. */
  setting(
    values: readonly number[],
    dims: readonly number[],
    dataType: 'float32' | 'float16' = this.floatType,
  ): Value {
    return this.keep(`setting_${dataType}_${dims.join('x')}_${values.join('_')}`, (name) => {
      const rawData =
        dataType === 'float16'
          ? new Uint8Array(Uint16Array.from(values, float16Bits).buffer)
          : floatBytes(values);
      const value: OnnxTensor = { name: '', dims, dataType, rawData };
      return this.node('Constant', [], dims, { attributes: { value }, dtype: dataType, name });
    });
  }

  cast(value: Value, to: 'float32' | 'float16'): Value {
    const attributes = { to: to === 'float32' ? 1 : 10 };
    return this.node('Cast', [value], value.shape, { attributes, dtype: to });
  }

  /** What is made at most once, and used again by its name. */
  keep(name: string, make: (name: string) => Value): Value {
    const kept = this.#kept.get(name);
    if (kept !== undefined) return kept;
    const made = make(name);
    this.#kept.set(name, made);
    return made;
  }

  graph(name: string, docString: string): OnnxGraph {
    const rename = (value: string) => this.#renamed.get(value) ?? value;
    const nodes = this.#nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    }));
    const initializers = this.#initializers;
    return {
      name,
      docString,
      nodes,
      initializers,
      inputs: this.#inputs,
      outputs: this.#outputs,
      valueInfos: [],
    };
  }

  /** Elements of all drawn weights. */
  parameters(): number {
    return [...this.weights.values()].reduce((sum, { dims }) => sum + elementsIn(dims), 0);
  }

  #push(
    opType: string,
    name: string,
    inputs: readonly (Value | null)[],
    outputs: readonly string[],
    attributes: Attributes,
  ): void {
    this.#nodes.push({
      opType,
      domain: '',
      name,
      inputs: inputs.map((input) => input?.name ?? ''),
      outputs,
      attributes: attributesOf(attributes),
    });
  }

  #typeOf(opType: string, inputs: readonly (Value | null)[]): OnnxDataType {
    const dtype = inputs[0]?.dtype;
    if (dtype === undefined) throw new Error(`The type of a ${opType} is not known.`);
    return dtype;
  }

  #freeName(stem: string): string {
    const count = this.#counts.get(stem) ?? 0;
    this.#counts.set(stem, count + 1);
    return `${stem}_${count}`;
  }

  #claim(name: string): void {
    if (this.#names.has(name)) throw new Error(`Two values are called ${name}.`);
    this.#names.add(name);
  }
}

function floatBytes(values: readonly number[]): Uint8Array {
  return new Uint8Array(new Float32Array(values).buffer);
}

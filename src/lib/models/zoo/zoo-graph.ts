import type { InputRule } from '#lib/core/protocol/input-spec.ts';
import type { OnnxModel } from '#lib/onnx/schema.ts';
import { architectures } from './architectures.ts';
import {
  zooModel,
  type DimRange,
  type ZooDim,
  type ZooId,
  type ZooModel,
  type ZooPrecision,
} from './catalogue.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import type { WeightSpec } from './weights.ts';

export interface ZooRequest {
  readonly id: ZooId;
  readonly precision?: ZooPrecision;
  /** Sizes by name; the catalogue's where they are not given. */
  readonly dims?: Readonly<Record<string, number>>;
}

/** Why a model cannot be built as asked; `message` is a sentence for people. */
export type ZooProblem =
  | { readonly status: 'no-such-precision'; readonly message: string }
  | { readonly status: 'bad-dimension'; readonly dim: string; readonly message: string };

export interface ZooGraph {
  readonly status: 'ready';
  readonly entry: ZooModel;
  readonly precision: ZooPrecision;
  readonly dims: Readonly<Partial<Record<ZooDim, number>>>;
  /** The model without its weights: their elements are missing, `weights` says how they are drawn. */
  readonly model: OnnxModel;
  /** By the initializer's name. */
  readonly weights: ReadonlyMap<string, WeightSpec>;
  /** What the weights' generator is seeded with. */
  readonly seedName: string;
  /** What each input is filled with. */
  readonly inputRules: Readonly<Record<string, { readonly rule: InputRule }>>;
  /** Elements of all weights in the file. */
  readonly parameters: number;
  readonly batchNormChannels: number;
  /** Multiply-accumulates of convolutions and matrix products. */
  readonly macs: number;
}

/** Builds a model's graph, in milliseconds: everything but the weights. */
export function zooGraph({ id, precision = 'fp32', dims = {} }: ZooRequest): ZooGraph | ZooProblem {
  const entry = zooModel(id);
  if (!entry.precisions.some((known) => known === precision))
    return {
      status: 'no-such-precision',
      message: `${entry.title} can be built in ${entry.precisions.join(' and ')}, not in ${precision}.`,
    };
  const sizes = chosenDims(entry, dims);
  if ('status' in sizes) return sizes;
  const g = new GraphBuilder(precision);
  architectures[id](g, { batch: 1, imageSize: 0, sequenceLength: 0, ...sizes });
  const graph = g.graph(id, `${entry.title}: ${entry.task.toLowerCase()}.`);
  return {
    status: 'ready',
    entry,
    precision,
    dims: sizes,
    model: {
      irVersion: 8,
      producerName: 'inferometer-zoo',
      producerVersion: String(entry.version),
      docString: docString(entry, precision),
      opsetImports: [{ domain: '', version: 17 }],
      graph,
      metadata: { zoo: `${id}@${entry.version}`, precision, ...sizeTexts(sizes) },
      functions: [],
    },
    weights: g.weights,
    inputRules: inputRulesOf(
      entry,
      graph.inputs.map(({ name }) => name),
      sizes,
    ),
    seedName: `${id}@${entry.version}`,
    parameters: g.parameters(),
    batchNormChannels: g.batchNormChannels,
    macs: g.macs,
  };
}

type Dims = Partial<Record<ZooDim, number>>;

function chosenDims(entry: ZooModel, asked: Readonly<Record<string, number>>): Dims | ZooProblem {
  const ranges = Object.entries(entry.dims) as [ZooDim, DimRange][];
  for (const dim of Object.keys(asked))
    if (!ranges.some(([name]) => name === dim)) {
      const names = ranges.map(([name]) => name).join(', ');
      const message = `${entry.title} has no size “${dim}” to choose; it has ${names}.`;
      return { status: 'bad-dimension', dim, message };
    }
  const chosen = ranges.map(([name, range]) => [name, asked[name] ?? range.default] as const);
  for (const [name, size] of chosen) {
    const range = entry.dims[name];
    if (range !== undefined && !isIn(range, size))
      return { status: 'bad-dimension', dim: name, message: outside(entry, name, range, size) };
  }
  return Object.fromEntries(chosen) as Dims;
}

function isIn({ minimum, maximum, multipleOf }: DimRange, size: number): boolean {
  return size >= minimum && size <= maximum && size % multipleOf === 0;
}

function outside(entry: ZooModel, name: ZooDim, range: DimRange, size: number): string {
  const multiples = range.multipleOf === 1 ? 'a whole number' : `a multiple of ${range.multipleOf}`;
  return `${name} of ${entry.title} is ${multiples} from ${range.minimum} to ${range.maximum}, not ${size}.`;
}

function inputRulesOf(entry: ZooModel, names: readonly string[], sizes: Dims): ZooGraph['inputRules'] {
  return Object.fromEntries(
    names.map((name) => {
      const found = Object.entries(entry.inputs).find(([pattern]) => matches(pattern, name));
      if (found === undefined) throw new Error(`The catalogue does not say what fills ${name}.`);
      const [, rule] = found;
      const value = (sizes.sequenceLength ?? 1) - 1;
      return [name, { rule: rule === 'last-position' ? { kind: 'constant', value } : rule }];
    }),
  );
}

/** Every operator of a graph once, by name. */
export function operatorsOf({ model }: ZooGraph): string[] {
  return [...new Set(model.graph.nodes.map(({ opType }) => opType))].sort();
}

/** Whether a name is the one that the catalogue writes, or begins as a pattern ending in `*` says. */
export function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function docString(entry: ZooModel, precision: ZooPrecision): string {
  return (
    `${entry.title}, the architecture with synthetic weights: seeded random numbers, trained on nothing. ` +
    `For measuring speed. Architecture: ${entry.source}. Version ${entry.version}, ${precision}.`
  );
}

function sizeTexts(sizes: Dims): Record<string, string> {
  return Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, String(size)]));
}

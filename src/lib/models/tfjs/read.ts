import * as v from 'valibot';
import { unknownWeight, weightsManifestSchema, type WeightGroup } from './weights.ts';
import { graphSchema, signatureSchema, type Graph, type Signature } from './graph-schema.ts';

interface CommonParts {
  /** Who made and who converted the model; `''` where the file does not say. */
  readonly producer: string;
  readonly weightGroups: readonly WeightGroup[];
}

export interface GraphModel extends CommonParts {
  readonly format: 'tfjs-graph';
  readonly graph: Graph;
  readonly signature: Signature | null;
}

export interface LayersModel extends CommonParts {
  readonly format: 'tfjs-layers';
  /** The outermost layer, a model: `{ class_name, config }`. */
  readonly topology: Readonly<Record<string, unknown>>;
}

/** Why a `model.json` cannot be read; `message` is a sentence for people. */
export interface TfjsUnreadable {
  readonly kind: 'tfjs';
  readonly message: string;
}

export type ReadTfjs =
  | { readonly status: 'read'; readonly model: GraphModel | LayersModel }
  | { readonly status: 'unreadable'; readonly reason: TfjsUnreadable };

/** Beyond, JavaScript cannot hold the text as one string (V8: 512 MiB). */
export const largestJsonBytes = 2 ** 28;

const looksAtBytes = 1024;

/** Whether a file is JSON text, as far as its beginning tells; no ONNX file begins like that. */
export function looksLikeJson(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, looksAtBytes);
  // TextDecoder takes a byte order mark away.
  const text = new TextDecoder().decode(head).trimStart();
  const isText = head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
  return isText && (/^[{[]/.test(text) || (bytes.length <= looksAtBytes && parseJson(bytes) !== undefined));
}

const textSchema = v.optional(v.unknown());
const modelSchema = v.looseObject({
  format: textSchema,
  generatedBy: textSchema,
  convertedBy: textSchema,
  modelTopology: v.nullish(v.looseObject({})),
  weightsManifest: v.nullish(v.unknown()),
  signature: v.nullish(v.unknown()),
  userDefinedMetadata: v.nullish(v.unknown()),
});
type ModelJson = v.InferOutput<typeof modelSchema>;

/** Reads a TensorFlow.js `model.json`. Never throws, whatever the bytes. */
export function readTfjs(bytes: Uint8Array): ReadTfjs {
  if (bytes.length > largestJsonBytes)
    return unreadable('It is larger than any description of a model: at most 256 MiB of JSON are read.');
  const json = parseJson(bytes);
  if (json === undefined) return unreadable('Its JSON breaks off or is damaged.');
  const parsed = v.safeParse(modelSchema, json);
  if (!parsed.success || Array.isArray(json)) return unreadable(whatElse(json));
  const { output } = parsed;
  const format = formatOf(output);
  if ('message' in format) return unreadable(format.message);
  const weights = v.safeParse(weightsManifestSchema, output.weightsManifest ?? []);
  if (!weights.success)
    return unreadable(
      `Its list of weights is damaged, at weightsManifest.${v.getDotPath(weights.issues[0]) ?? ''}.`,
    );
  const unknown = unknownWeight(weights.output);
  if (unknown !== null)
    return unreadable(
      `Its weight ${unknown.name} is stored as ${unknown.dtype}, which TensorFlow.js does not read.`,
    );
  const producer = [output.generatedBy, output.convertedBy].filter(isText).join(', ');
  const common = { producer, weightGroups: weights.output };
  return format.id === 'tfjs-graph' ? readGraph(output, common) : readLayers(output, common);
}

function readGraph(json: ModelJson, common: CommonParts): ReadTfjs {
  const graph = v.safeParse(graphSchema, json.modelTopology);
  if (!graph.success)
    return unreadable(
      `Its graph is absent or damaged, at modelTopology.${v.getDotPath(graph.issues[0]) ?? ''}.`,
    );
  if (graph.output.node.length === 0) return unreadable('Its graph is empty.');
  // As TensorFlow.js does: what was saved with the metadata comes first.
  const metadata = v.safeParse(v.looseObject({ signature: v.unknown() }), json.userDefinedMetadata);
  const signature = v.safeParse(
    signatureSchema,
    (metadata.success ? metadata.output.signature : null) ?? json.signature,
  );
  return {
    status: 'read',
    model: {
      ...common,
      format: 'tfjs-graph',
      graph: graph.output,
      signature: signature.success ? signature.output : null,
    },
  };
}

function readLayers({ modelTopology }: ModelJson, common: CommonParts): ReadTfjs {
  const config = modelTopology?.['model_config'] ?? modelTopology;
  const topology = v.safeParse(v.looseObject({ class_name: v.string(), config: v.unknown() }), config);
  if (!topology.success) return unreadable('It says that it is a layers model, but describes no layers.');
  return { status: 'read', model: { ...common, format: 'tfjs-layers', topology: topology.output } };
}

/** Early converters wrote no format: the topology tells it. */
function formatOf(json: ModelJson): { id: 'tfjs-graph' | 'tfjs-layers' } | { message: string } {
  const { format, modelTopology: topology } = json;
  if (format === 'graph-model') return { id: 'tfjs-graph' };
  if (format === 'layers-model') return { id: 'tfjs-layers' };
  if (isText(format) && (topology !== undefined || json.weightsManifest !== undefined))
    return {
      message: `Its format is “${format.slice(0, 40)}”; TensorFlow.js has graph-model and layers-model.`,
    };
  if (topology === undefined || topology === null) return { message: whatElse(json) };
  if (Array.isArray(topology['node'])) return { id: 'tfjs-graph' };
  if ('model_config' in topology || 'class_name' in topology) return { id: 'tfjs-layers' };
  return { message: 'It does not say which format it has, and its topology is neither a graph nor layers.' };
}

function whatElse(json: unknown): string {
  const isManifest = v.is(v.pipe(weightsManifestSchema, v.minLength(1)), json);
  if (isManifest || v.is(v.looseObject({ weightsManifest: v.array(v.unknown()) }), json))
    return 'It lists weights without the model that they belong to. Give the model.json with a modelTopology.';
  if (v.is(v.looseObject({ modelTopology: v.unknown() }), json)) return 'Its modelTopology is damaged.';
  return 'It is JSON, but no TensorFlow.js model: it has no modelTopology.';
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function unreadable(message: string): ReadTfjs {
  return { status: 'unreadable', reason: { kind: 'tfjs', message } };
}

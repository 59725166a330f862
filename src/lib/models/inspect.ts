import { isTensorType } from '#lib/core/protocol/tensors.ts';
import { describeOnnx } from '#lib/onnx/describe.ts';
import { readOnnx } from '#lib/onnx/read.ts';
import { resolveShape } from '#lib/onnx/symbolic-dims.ts';
import { vocabularySize } from '#lib/onnx/vocabulary.ts';
import { macsAtDefaults } from './count-macs.ts';
import { externalDataNeeds } from './external-data.ts';
import type { Inspection } from './inspection.ts';
import { noPreset, type ModelPreset, type SuggestedRule } from './loaded-model.ts';
import type { ModelDescription } from './model-description.ts';
import { sha256Hex } from './sha256.ts';
import { suggestRule, type RuleInput } from './input-rules.ts';
import { describeTfjs } from './tfjs/describe.ts';
import { looksLikeJson, readTfjs } from './tfjs/read.ts';
import { shardGroups } from './tfjs/weights.ts';

/**
 * Looks into a model file: its SHA-256, what it takes and gives, what its inputs should be filled with, and which
 * files it refers to. Holds the whole file in memory and takes seconds for a large one: call it in a worker.
 */
export async function inspectModel(
  model: Blob,
  _signal?: AbortSignal,
  preset: ModelPreset = noPreset,
): Promise<Inspection> {
  const bytes = await bytesOf(model);
  if (typeof bytes === 'string') return { status: 'no-bytes', detail: bytes };
  if (looksLikeJson(bytes)) return inspectTfjs(bytes);
  const read = readOnnx(bytes);
  if (read.status === 'read') {
    const described = describeOnnx(read.model, bytes.length);
    const suggestedRules = suggestRules(described, (input) => vocabularySize(read.model, input));
    const macs = macsAtDefaults(read.model, described, { suggestedRules, preset });
    return {
      status: 'inspected',
      format: 'onnx',
      sha256: await sha256Hex(bytes),
      description: { ...described, macs },
      suggestedRules,
      externalData: externalDataNeeds(read.model),
      shardGroups: [],
    };
  }
  if (read.reason.kind !== 'ort-format') return { status: 'unreadable', reason: read.reason };
  const sha256 = await sha256Hex(bytes);
  return {
    status: 'inspected',
    format: 'ort',
    sha256,
    description: null,
    suggestedRules: {},
    externalData: [],
    shardGroups: [],
  };
}

async function inspectTfjs(bytes: Uint8Array<ArrayBuffer>): Promise<Inspection> {
  const read = readTfjs(bytes);
  if (read.status === 'unreadable') return read;
  const described = describeTfjs(read.model);
  if (described.status === 'unreadable') return described;
  const { description, vocabularies } = described;
  const groups = shardGroups(read.model.weightGroups);
  return {
    status: 'inspected',
    format: read.model.format,
    sha256: await sha256Hex(bytes),
    description,
    suggestedRules: suggestRules(description, (input) => vocabularies[input] ?? null),
    externalData: groups.flatMap(({ paths }) => paths.map((location) => ({ location, neededBytes: 0 }))),
    shardGroups: groups,
  };
}

/** The browser's own words where it refuses: files that were moved or changed, folders, and no memory left. */
async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer> | string> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException || error instanceof RangeError) return error.message;
    throw error;
  }
}

function suggestRules(
  description: Pick<ModelDescription, 'inputs' | 'symbolicDims'>,
  vocabularyOf: (input: string) => number | null,
): Record<string, SuggestedRule> {
  const allInputs: RuleInput[] = description.inputs.flatMap(({ name, dtype, shape }) =>
    isTensorType(dtype)
      ? [{ name, dtype, shape: resolveShape(shape ?? [], name, description.symbolicDims, {}) }]
      : [],
  );
  return Object.fromEntries(
    allInputs.map((input) => {
      const vocabulary = vocabularyOf(input.name);
      const suggestion = suggestRule(input, { vocabularySize: vocabulary, allInputs });
      return [input.name, { ...suggestion, vocabularySize: vocabulary }];
    }),
  );
}

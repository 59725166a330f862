import { externalDataNeeds, type ExternalDataNeed } from '#lib/models/external-data.ts';
import { describeTfjs } from '#lib/models/tfjs/describe.ts';
import { looksLikeJson, readTfjs } from '#lib/models/tfjs/read.ts';
import { shardGroups, wrongShards, type ShardGroup } from '#lib/models/tfjs/weights.ts';
import { explainProblem } from '#lib/models/problems.ts';
import { isOrtFormat } from '#lib/onnx/ort-format.ts';
import { largestOnnxBytes, readOnnx } from '#lib/onnx/read.ts';
import { refused, valid, type Parsed } from './option-values.ts';

/** What a model's own file tells before any browser starts. */
export interface CheckedModel {
  /** Under which the page takes it: with the ending that tells the format. */
  readonly name: string;
  /** Files with weights that must lie beside it. */
  readonly externalData: readonly ExternalDataNeed[];
  /** What the shards of a TensorFlow.js model must hold together; empty for other formats. */
  readonly shardGroups: readonly ShardGroup[];
}

/** The most bytes that a model's own file can have. */
export const largestModelBytes = largestOnnxBytes;

/**
 * Says what is wrong with a model's bytes, or which further files it needs. The format is told by the contents where
 * the name's ending does not tell it, as with addresses.
 */
export function checkModelBytes(name: string, bytes: Uint8Array): Parsed<CheckedModel> {
  const isNamedOnnx = /\.onnx$/i.test(name);
  if (isOrtFormat(bytes) && !isNamedOnnx) {
    return valid({ name: /\.ort$/i.test(name) ? name : `${name}.ort`, externalData: [], shardGroups: [] });
  }
  if (looksLikeJson(bytes)) return checkTfjsBytes(name, bytes);
  const read = readOnnx(bytes);
  if (read.status === 'unreadable') return refused(`${name}: ${read.reason.message}`);
  const externalData = externalDataNeeds(read.model);
  return checkLocations(name, {
    name: isNamedOnnx ? name : `${name}.onnx`,
    externalData,
    shardGroups: [],
  });
}

function checkTfjsBytes(name: string, bytes: Uint8Array): Parsed<CheckedModel> {
  const read = readTfjs(bytes);
  if (read.status === 'unreadable') return refused(`${name}: ${read.reason.message}`);
  const described = describeTfjs(read.model);
  if (described.status === 'unreadable') return refused(`${name}: ${described.reason.message}`);
  const groups = shardGroups(read.model.weightGroups);
  return checkLocations(name, {
    name: /\.json$/i.test(name) ? name : `${name}.json`,
    externalData: groups.flatMap(({ paths }) => paths.map((location) => ({ location, neededBytes: 0 }))),
    shardGroups: groups,
  });
}

function checkLocations(name: string, checked: CheckedModel): Parsed<CheckedModel> {
  const outside = checked.externalData.find(({ location }) => !isInside(location));
  if (outside === undefined) return valid(checked);
  return refused(`${name} keeps weights in ${outside.location}, outside its own folder, which is not read.`);
}

/** What is wrong with the sizes of the files of weights, as a sentence; null where they fit. */
export function wrongWeights(
  modelName: string,
  { externalData, shardGroups }: CheckedModel,
  sizeOf: (location: string) => number,
): string | null {
  const short = externalData.find(({ location, neededBytes }) => sizeOf(location) < neededBytes);
  if (short !== undefined) return tooShort(modelName, short.location);
  const wrong = wrongShards(shardGroups, sizeOf);
  if (wrong === null) return null;
  return explainProblem({ kind: 'wrong-shard-bytes', name: modelName, ...wrong });
}

function isInside(location: string): boolean {
  const isAbsolute = /^[/\\]/.test(location) || /^[a-z][a-z0-9+.-]*:/i.test(location);
  return location !== '' && !isAbsolute && !location.split(/[/\\]/).includes('..');
}

/** For weights that end before the model says they do. */
function tooShort(modelName: string, location: string): string {
  return `${location} ends before the weights of ${modelName} do. Download or copy it again.`;
}

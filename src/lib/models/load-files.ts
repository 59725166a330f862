import type { NamedBlob } from '#lib/workers/named-blob.ts';
import { completeModel, inspectFile, noPreset, sizeProblem } from './complete-model.ts';
import { baseName, findExternalData } from './external-data.ts';
import { problemOutcome, type LoadOptions, type LoadOutcome } from './loaded-model.ts';

/**
 * Loads the one model among the files given (a choice of files, a folder, a drop). Names may carry folders. Files that
 * the model does not refer to are ignored. The model's `ref` is `file:SHA256`.
 */
export async function loadFiles(
  files: readonly NamedBlob[],
  options: LoadOptions = {},
): Promise<LoadOutcome> {
  const chosen = chooseModel(files, options.modelName);
  if ('status' in chosen) return chosen;
  const wrongSize = sizeProblem({ ...chosen, name: baseName(chosen.name) });
  if (wrongSize !== null) return wrongSize;
  const name = baseName(chosen.name);
  const model = { name, blob: chosen.blob };
  const inspected = await inspectFile(model, null, options);
  if (inspected.status === 'problem') return inspected;
  const others = files.filter((file) => file !== chosen);
  const external = findExternalData(inspected.externalData, chosen.name, others);
  if (external.status === 'missing')
    return problemOutcome({ kind: 'missing-external-data', name, missing: external.missing });
  return completeModel({
    ref: `file:${inspected.sha256}`,
    name,
    model,
    inspected,
    externalData: external.files,
    preset: noPreset,
  });
}

/** Names of the models among files, as given. macOS's `._` companions in archives are none. */
export function listModels(files: readonly NamedBlob[]): string[] {
  return files.map((file) => file.name).filter(isModelName);
}

function isModelName(name: string): boolean {
  const base = baseName(name);
  return /\.(onnx|ort)$/i.test(base) && !base.startsWith('._');
}

function chooseModel(
  files: readonly NamedBlob[],
  wanted: string | undefined,
): NamedBlob | (LoadOutcome & { status: 'problem' }) {
  const models = files.filter((file) => isModelName(file.name));
  const names = models.map((file) => file.name);
  if (wanted !== undefined && models.length > 0) {
    const model = models.find((file) => file.name === wanted);
    return model ?? problemOutcome({ kind: 'no-such-model', name: wanted, models: names });
  }
  const [only] = models;
  if (only !== undefined)
    return models.length === 1 ? only : problemOutcome({ kind: 'several-models', models: names });
  return withoutModel(files.map((file) => baseName(file.name)));
}

function withoutModel(names: readonly string[]): LoadOutcome & { status: 'problem' } {
  if (names.length === 0) return problemOutcome({ kind: 'nothing-given' });
  const tfjs = names.find((name) => /^model.*\.json$/i.test(name));
  if (tfjs !== undefined)
    return problemOutcome({ kind: 'format-not-read', name: tfjs, format: 'TensorFlow.js' });
  const tflite = names.find((name) => /\.tflite$/i.test(name));
  if (tflite !== undefined)
    return problemOutcome({ kind: 'format-not-read', name: tflite, format: 'TensorFlow Lite' });
  return problemOutcome({ kind: 'no-model-among-files', files: names });
}

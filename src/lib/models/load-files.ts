import { visibleText } from '#lib/core/visible-text.ts';
import type { NamedBlob } from '#lib/workers/named-blob.ts';
import { completeModel, inspectFile, sizeProblem } from './complete-model.ts';
import { convertible } from './convertible.ts';
import { baseName, findExternalData } from './external-data.ts';
import { looksLikeTfjsModel } from './tfjs/looks-like-model.ts';
import { noPreset, problemOutcome, type LoadOptions, type LoadOutcome } from './loaded-model.ts';

/**
 * Loads the one model among the files given (a choice of files, a folder, a drop). Names may carry folders. Files that
 * the model does not refer to are ignored. The model's `ref` is `file:SHA256`.
 */
export async function loadFiles(
  files: readonly NamedBlob[],
  options: LoadOptions = {},
): Promise<LoadOutcome> {
  const chosen = await chooseModel(files, options.modelName);
  if ('status' in chosen) return chosen;
  const name = visibleText(baseName(chosen.name));
  const model = { name, blob: chosen.blob };
  const wrongSize = sizeProblem(model);
  if (wrongSize !== null) return wrongSize;
  const inspected = await inspectFile(model, null, options);
  if (inspected.status === 'problem') return inspected;
  const others = files.filter((file) => file !== chosen);
  const external = findExternalData(inspected.externalData, chosen.name, others);
  if (external.status === 'missing')
    return problemOutcome({ kind: 'missing-external-data', name, missing: external.missing });
  return completeModel(
    {
      ref: null,
      name,
      model,
      inspected,
      externalData: external.files,
      preset: noPreset,
      fileSha256: null,
    },
    options,
  );
}

/** The models among files. macOS's `._` companions in archives are none; JSON files are looked into, shortly. */
export async function findModels(files: readonly NamedBlob[]): Promise<NamedBlob[]> {
  const isModel = await Promise.all(
    files.map(async (file) => {
      const base = baseName(file.name);
      if (base.startsWith('._')) return false;
      return /\.(onnx|ort)$/i.test(base) || (isJsonName(base) && (await looksLikeTfjsModel(file.blob)));
    }),
  );
  return files.filter((_, index) => isModel[index]);
}

function isJsonName(name: string): boolean {
  return /\.json$/i.test(name);
}

async function chooseModel(
  files: readonly NamedBlob[],
  wanted: string | undefined,
): Promise<NamedBlob | (LoadOutcome & { status: 'problem' })> {
  const found = await findModels(files);
  const models = found.length > 0 ? found : unlikelyModels(files);
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

/** What somebody took for a TensorFlow.js model: reading it tells what is wrong with it. */
function unlikelyModels(files: readonly NamedBlob[]): NamedBlob[] {
  const json = files.filter(({ name }) => isJsonName(name));
  const named = json.filter(({ name }) => /^model.*\.json$/i.test(baseName(name)));
  return named.length > 0 ? named : files.length === 1 ? json : [];
}

function withoutModel(names: readonly string[]): LoadOutcome & { status: 'problem' } {
  if (names.length === 0) return problemOutcome({ kind: 'nothing-given' });
  const foreign = names.find((name) => convertible(name) !== null);
  if (foreign !== undefined)
    return problemOutcome({ kind: 'convert-first', name: foreign, format: convertible(foreign) ?? '' });
  const tflite = names.find((name) => /\.tflite$/i.test(name));
  if (tflite !== undefined)
    return problemOutcome({ kind: 'format-not-read', name: tflite, format: 'TensorFlow Lite' });
  return problemOutcome({ kind: 'no-model-among-files', files: names });
}

import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { noPreset, type ModelPreset } from '#lib/models/loaded-model.ts';
import { shelf, shelfFiles } from '#lib/models/shelf.ts';
import { streamZooModel } from '#lib/models/zoo/build-zoo-model.ts';
import type { ZooId, ZooPrecision } from '#lib/models/zoo/catalogue.ts';
import { zooPreset } from '#lib/models/zoo/zoo-preset.ts';
import { parseZooReference } from '#lib/models/zoo/zoo-reference.ts';
import { projectRoot } from '../../scripts/paths.ts';
import { findModel, type FindModelOptions, type ModelFile } from './models.ts';
import { refused, valid, type Parsed } from './option-values.ts';

/** A model's own files on this machine, and what a catalogue says of it. */
export interface ModelFiles {
  readonly name: string;
  readonly files: readonly ModelFile[];
  readonly preset: ModelPreset;
  /** What the architecture's authors count; null where nobody says. */
  readonly publishedParameters: number | null;
}

interface FindFilesOptions extends FindModelOptions {
  /** Sizes to build a model of the zoo in. */
  readonly dims: Readonly<Record<string, number>>;
}

/** Finds a MODEL of the command line as files, wherever it comes from. */
export async function findModelFiles(typed: string, options: FindFilesOptions): Promise<Parsed<ModelFiles>> {
  const found = await findModel(typed, options);
  if (found.status === 'refused') return found;
  const source = found.value;
  if (source.kind === 'files')
    return valid({ name: source.title, files: source.files, preset: noPreset, publishedParameters: null });
  const ofZoo = parseZooReference(source.ref);
  if (ofZoo?.status === 'model') return buildModel(ofZoo.id, ofZoo.precision, source.title, options);
  const model = shelf.find(({ id }) => source.ref === `shelf:${id}`);
  if (model === undefined) throw new Error(`${source.ref} was found and is not on the shelf.`);
  const files = shelfFiles(model).map((file) => {
    const name = basename(file.path);
    return { name, path: join(projectRoot, 'static', 'models', model.id, name) };
  });
  const preset = { dims: model.dims ?? {}, inputs: model.inputs ?? {} };
  return valid({ name: source.title, files, preset, publishedParameters: null });
}

/** Builds a model of the zoo into a file of its own, piece by piece. */
async function buildModel(
  id: ZooId,
  precision: ZooPrecision,
  title: string,
  { folder, dims }: FindFilesOptions,
): Promise<Parsed<ModelFiles>> {
  await mkdir(folder, { recursive: true });
  const name = `${id}.onnx`;
  const path = join(folder, name);
  const file = openSync(path, 'w');
  try {
    const built = streamZooModel({ id, precision, dims }, (bytes) => writeSync(file, bytes));
    if (built.status !== 'built') return refused(built.message);
    const { publishedParameters } = built.graph.entry;
    const preset = zooPreset(built.graph);
    return valid({ name: title, files: [{ name, path }], preset, publishedParameters });
  } finally {
    closeSync(file);
  }
}

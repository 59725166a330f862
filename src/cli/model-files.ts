import { basename, join } from 'node:path';
import { noPreset, type ModelPreset } from '#lib/models/loaded-model.ts';
import { shelf, shelfFiles } from '#lib/models/shelf.ts';
import { projectRoot } from '../../scripts/paths.ts';
import { findModel, type FindModelOptions, type ModelFile } from './models.ts';
import { valid, type Parsed } from './option-values.ts';

/** A model's own files on this machine, and what a catalogue says of it. */
export interface ModelFiles {
  readonly name: string;
  readonly files: readonly ModelFile[];
  readonly preset: ModelPreset;
  /** What the architecture's authors count; null where nobody says. */
  readonly publishedParameters: number | null;
}

/** Finds a MODEL of the command line as files, wherever it comes from. */
export async function findModelFiles(typed: string, options: FindModelOptions): Promise<Parsed<ModelFiles>> {
  const found = await findModel(typed, options);
  if (found.status === 'refused') return found;
  const source = found.value;
  if (source.kind === 'files')
    return valid({ name: source.title, files: source.files, preset: noPreset, publishedParameters: null });
  const model = shelf.find(({ id }) => source.ref === `shelf:${id}`);
  if (model === undefined) throw new Error(`${source.ref} was found and is not on the shelf.`);
  const files = shelfFiles(model).map((file) => {
    const name = basename(file.path);
    return { name, path: join(projectRoot, 'static', 'models', model.id, name) };
  });
  const preset = { dims: model.dims ?? {}, inputs: model.inputs ?? {} };
  return valid({ name: source.title, files, preset, publishedParameters: null });
}

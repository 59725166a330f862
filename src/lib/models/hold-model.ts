import type { LoadedModel } from './loaded-model.ts';

/** Keeps a model by its reference. One of the zoo is sooner built anew: it may be hundreds of megabytes. */
export function holdModel(held: Map<string, LoadedModel>, model: LoadedModel): void {
  if (!model.ref.startsWith('zoo:')) held.set(model.ref, model);
}

import { visibleText } from '#lib/core/visible-text.ts';
import { holdModel } from '#lib/models/hold-model.ts';
import type { LoadedModel, LoadOptions, LoadOutcome, LoadProgress } from '#lib/models/loaded-model.ts';
import type { NamedBlob } from '#lib/models/loaded-model.ts';
import { loadedOrMissing } from '../loaded-or-missing.ts';
import { problemWords } from '../words/problems.ts';
import { loadingWords } from '../words/running.ts';

export type ModelState =
  | { readonly status: 'none' }
  | { readonly status: 'loading'; readonly what: string; readonly progress: LoadProgress | null }
  /** More than one model was given; the visitor says which. */
  | { readonly status: 'several'; readonly files: readonly NamedBlob[]; readonly models: readonly string[] }
  | { readonly status: 'loaded'; readonly model: LoadedModel };

/** The model that the page is about, and how it is had. One load goes on at a time; a new one ends the old. */
export class ModelChoice {
  state = $state.raw<ModelState>({ status: 'none' });
  /** Why the latest try came to nothing: one sentence for people. */
  problem = $state<string | null>(null);
  readonly #held = new Map<string, LoadedModel>();
  #loading: AbortController | null = null;

  /**
   * Loads by a plan's reference: `zoo:NAME`, `shelf:NAME`, `url:ADDRESS`, or `file:SHA256` of a model given before.
   * @param dims sizes to build into a model of the zoo
   */
  openReference(
    ref: string,
    what: string,
    dims: Readonly<Record<string, number>> = {},
  ): Promise<LoadedModel | null> {
    return this.#load(what, async (options) => {
      const { loadModel } = await import('#lib/models/load-model.ts');
      return loadModel(ref, this.#held, { ...options, dims });
    });
  }

  openAddress(address: string): Promise<LoadedModel | null> {
    return this.openReference(`url:${address}`, visibleText(address));
  }

  /** Loads one model from given files; of several the visitor chooses, or `modelName` does. */
  openFiles(files: readonly NamedBlob[], modelName?: string): Promise<LoadedModel | null> {
    const what =
      modelName ?? (files.length === 1 ? (files[0]?.name ?? '') : loadingWords.files(files.length));
    return this.#load(visibleText(what), async (options) => {
      const { loadFiles } = await import('#lib/models/load-files.ts');
      const outcome = await loadFiles(files, modelName === undefined ? options : { ...options, modelName });
      if (outcome.status === 'problem' && outcome.problem.kind === 'several-models') {
        return { status: 'several', files, models: outcome.problem.models };
      }
      return outcome;
    });
  }

  cancel(): void {
    this.#loading?.abort();
    this.#loading = null;
    this.state = { status: 'none' };
  }

  async #load(
    what: string,
    load: (options: LoadOptions) => Promise<LoadOutcome | Extract<ModelState, { status: 'several' }>>,
  ): Promise<LoadedModel | null> {
    this.#loading?.abort();
    const controller = new AbortController();
    this.#loading = controller;
    this.problem = null;
    this.state = { status: 'loading', what, progress: null };
    const loading = load({
      signal: controller.signal,
      onProgress: (progress) => {
        if (this.#loading === controller) this.state = { status: 'loading', what, progress };
      },
    });
    // Loaders answer with values; what rejects is a part of the page that did not come.
    const loaded = await loadedOrMissing(loading, problemWords.modelPartMissing);
    // A later load, or the visitor, has ended this one: its answer must not show.
    if (this.#loading !== controller) return null;
    this.#loading = null;
    if (loaded.status === 'missing') {
      this.state = { status: 'none' };
      this.problem = loaded.message;
      return null;
    }
    const outcome = loaded.value;
    if (outcome.status === 'problem') {
      this.state = { status: 'none' };
      if (outcome.problem.kind !== 'cancelled') this.problem = outcome.message;
      return null;
    }
    this.state = outcome;
    if (outcome.status === 'several') return null;
    holdModel(this.#held, outcome.model);
    return outcome.model;
  }
}

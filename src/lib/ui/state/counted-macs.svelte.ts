import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import { resolveInputs } from '#lib/models/resolve-inputs.ts';
import type { MacCount } from '#lib/onnx/macs/mac-count.ts';

/** Somebody who types a size should not start a count with every digit. */
const restMs = 300;

/** The multiply-accumulates of one run with the inputs that a form says; null while they are being counted. */
export class CountedMacs {
  current = $state.raw<MacCount | null>(null);
  readonly #model: LoadedModel;
  readonly #known: { readonly key: string; readonly macs: MacCount } | null;

  constructor(model: LoadedModel) {
    this.#model = model;
    const { description } = model;
    const atDefaults =
      description && resolveInputs(description.inputs, model, { ref: model.ref, dims: {}, inputs: {} }, 1);
    this.#known =
      description === null || atDefaults?.status !== 'resolved'
        ? null
        : { key: keyOf(atDefaults.specs), macs: description.macs };
    this.current = description?.macs ?? null;
  }

  /** Counts for these inputs, and forgets it when the function that comes back is called before the count is there. */
  follow(specs: readonly InputSpec[]): () => void {
    const stop = new AbortController();
    if (this.#known?.key === keyOf(specs)) {
      this.current = this.#known.macs;
      return () => stop.abort();
    }
    this.current = null;
    const timer = setTimeout(() => void this.#count(specs, stop.signal), restMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }

  async #count(specs: readonly InputSpec[], signal: AbortSignal): Promise<void> {
    const { countMacsInWorker } = await import('#lib/models/inspect-in-worker.ts');
    const macs = await countMacsInWorker(this.#model, specs, signal);
    if (!signal.aborted) this.current = macs;
  }
}

/** What the count depends on: shapes, and fillings, because a constant may choose a branch. */
function keyOf(specs: readonly InputSpec[]): string {
  return JSON.stringify(specs.map(({ name, shape, rule }) => [name, shape, rule]));
}

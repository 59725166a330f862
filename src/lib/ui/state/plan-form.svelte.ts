import type { ModelRequest, Plan } from '#lib/core/protocol/plan.ts';
import type { PresetName } from '#lib/core/protocol/presets.ts';
import { backendIds, type BackendId } from '#lib/core/results/ids.ts';
import { parseNumberList } from '../number-list.ts';
import { typedPlanWords } from '../words/typed-plan.ts';

const largest = 2 ** 31 - 1;
const mostThreads = 64;
const largestSeed = 2 ** 32 - 1;

export type FormPlan =
  { readonly status: 'plan'; readonly plan: Plan } | { readonly status: 'problem'; readonly message: string };

/** The plan as the visitor edits it: texts as typed, and the plan they make. */
export class PlanForm {
  preset = $state<PresetName>('standard');
  backends = $state<BackendId[]>([...backendIds]);
  threadsText = $state('');
  batchText = $state('1');
  seedText = $state('1');
  /** Kept from a link, since the form has no field for them. */
  #rest = $state.raw<Pick<Plan, 'engines' | 'precision' | 'limits'>>({
    engines: [],
    precision: [],
    limits: { openMs: 120_000, roundMs: 180_000 },
  });

  threads = $derived(parseNumberList(this.threadsText, mostThreads));
  batch = $derived(parseNumberList(this.batchText, largest));
  batchProblem = $derived(
    this.batch.status === 'problem'
      ? this.batch.message
      : this.batch.numbers.length === 0
        ? typedPlanWords.noBatch
        : null,
  );
  seed = $derived(/^\d+$/.test(this.seedText.trim()) ? Number(this.seedText) : Number.NaN);
  seedProblem = $derived(
    this.seed <= largestSeed ? null : typedPlanWords.seedRange(largestSeed.toLocaleString('en')),
  );

  /** Fills the form from a plan, for example one in a link. */
  fill(plan: Plan): void {
    this.preset = plan.preset;
    this.backends = [...plan.backends];
    this.threadsText = plan.threads.join(', ');
    this.batchText = plan.batch.join(', ');
    this.seedText = String(plan.seed);
    this.#rest = { engines: plan.engines, precision: plan.precision, limits: plan.limits };
  }

  toggle(backend: BackendId, wanted: boolean): void {
    // In the documents' order, whatever the order of clicks, so that equal choices make equal plans.
    this.backends = backendIds.filter((id) => (id === backend ? wanted : this.backends.includes(id)));
  }

  planFor(model: ModelRequest): FormPlan {
    if (this.threads.status === 'problem') return this.threads;
    if (this.batch.status === 'problem') return this.batch;
    const message = this.batchProblem ?? this.seedProblem;
    if (message !== null) return { status: 'problem', message };
    if (this.backends.length === 0) return { status: 'problem', message: typedPlanWords.noBackend };
    return {
      status: 'plan',
      plan: {
        models: [model],
        backends: this.backends,
        threads: this.threads.numbers,
        batch: this.batch.numbers,
        preset: this.preset,
        seed: this.seed,
        ...this.#rest,
      },
    };
  }
}

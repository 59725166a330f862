import type { ModelRequest, Plan } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import { problemWords } from '../words/problems.ts';

/** Several models that are measured one after the other, each in a run of its own. */
export interface Suite {
  /** `zoo:suite/NAME`. */
  readonly ref: string;
  readonly title: string;
  readonly description: string;
  readonly models: readonly SuiteModel[];
}

export interface SuiteModel {
  readonly ref: string;
  readonly title: string;
  /** Multiply-accumulates of one run; null where nobody has counted them. */
  readonly macs: number | null;
}

export type SuiteOutcome =
  | { readonly status: 'measured'; readonly model: SuiteModel; readonly document: RunDocument }
  | { readonly status: 'not-measured'; readonly model: SuiteModel; readonly message: string };

export type SuiteStatus =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly suite: Suite;
      /** Of the model that is built or measured now. */
      readonly index: number;
      readonly outcomes: readonly SuiteOutcome[];
    }
  | {
      readonly status: 'finished';
      readonly suite: Suite;
      readonly outcomes: readonly SuiteOutcome[];
      readonly cancelled: boolean;
    };

/** How the page gets a model and measures it. */
export interface SuiteSteps {
  /** Loads what the suite needs. False where that does not come. */
  readonly ready: () => Promise<boolean>;
  /** Null where it cannot be had, or was cancelled. */
  readonly open: (model: SuiteModel) => Promise<LoadedModel | null>;
  /** Null where the run did not start or broke off. */
  readonly measure: (plan: Plan, model: LoadedModel) => Promise<RunDocument | null>;
  /** Why the latest step gave nothing, as a sentence; null where nothing is known. */
  readonly problem: () => string | null;
  /** Ends whichever step goes on. */
  readonly stop: () => void;
}

/** Goes through a suite. What a model leaves behind is its own kept run, so that nothing is lost on the way. */
export class SuiteRun {
  state = $state.raw<SuiteStatus>({ status: 'idle' });
  #stopped = false;
  readonly #steps: SuiteSteps;

  constructor(steps: SuiteSteps) {
    this.#steps = steps;
  }

  /** @param planFor the plan for one of the models */
  async start(suite: Suite, planFor: (request: ModelRequest) => Plan): Promise<void> {
    if (this.state.status === 'running') return;
    this.#stopped = false;
    const outcomes: SuiteOutcome[] = [];
    this.state = { status: 'running', suite, index: 0, outcomes };
    if (!(await this.#steps.ready())) {
      this.state = { status: 'idle' };
      return;
    }
    for (const [index, model] of suite.models.entries()) {
      if (this.#stopped) break;
      this.state = { status: 'running', suite, index, outcomes: [...outcomes] };
      const outcome = await this.#measure(model, planFor);
      // What had been measured of the model at which the suite was stopped counts; what had not is nothing to report.
      if (!this.#stopped || outcome.status === 'measured') outcomes.push(outcome);
    }
    this.state = { status: 'finished', suite, outcomes, cancelled: this.#stopped };
  }

  cancel(): void {
    this.#stopped = true;
    this.#steps.stop();
  }

  leave(): void {
    if (this.state.status === 'finished') this.state = { status: 'idle' };
  }

  async #measure(model: SuiteModel, planFor: (request: ModelRequest) => Plan): Promise<SuiteOutcome> {
    const opened = await this.#steps.open(model);
    if (opened === null) return this.#nothing(model);
    if (this.#stopped) return this.#nothing(model);
    const document = await this.#steps.measure(planFor({ ref: model.ref, dims: {}, inputs: {} }), opened);
    return document === null ? this.#nothing(model) : { status: 'measured', model, document };
  }

  #nothing(model: SuiteModel): SuiteOutcome {
    const message = this.#steps.problem() ?? problemWords.notMeasured;
    return { status: 'not-measured', model, message };
  }
}

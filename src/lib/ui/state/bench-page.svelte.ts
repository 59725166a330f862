import type { ModelRequest, Plan } from '#lib/core/protocol/plan.ts';
import type { BackendId } from '#lib/core/results/ids.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';
import type { ShelfItem } from '#lib/models/load-shelf.ts';
import type { NamedBlob } from '#lib/models/loaded-model.ts';
import { dimsToBuild } from '#lib/models/zoo/dims-to-build.ts';
import type { InterruptedRun, KeptRun } from '#lib/runs/stored-run.ts';
import { loadedOrMissing } from '../loaded-or-missing.ts';
import { readResultFile } from '../result-file.ts';
import { problemWords } from '../words/problems.ts';
import type { ZooOffer } from '../zoo-offer.ts';
import { DeviceKnowledge } from './device.svelte.ts';
import { KeptRuns } from './kept-runs.svelte.ts';
import { ModelChoice } from './model-choice.svelte.ts';
import { PlanForm } from './plan-form.svelte.ts';
import { RunState } from './run-state.svelte.ts';
import { SuiteRun, type Suite } from './suite-run.svelte.ts';

/** Which of the page's screens shows. */
export type View = 'choose' | 'prepare' | 'running' | 'result' | 'suite';

/** The page as a whole: a device, a model, a plan and a run, and how a click leads from one to the next. */
export class BenchPage {
  readonly device = new DeviceKnowledge();
  readonly model = new ModelChoice();
  readonly run = new RunState();
  readonly kept = new KeptRuns();
  readonly suite = new SuiteRun({
    ready: () => this.run.ready(),
    open: ({ ref, title }) => this.model.openReference(ref, title),
    measure: async (plan, model) => {
      await this.run.start(plan, model);
      const { state } = this.run;
      return state.status === 'finished' ? state.document : null;
    },
    problem: () => this.model.problem ?? this.run.problem,
    stop: () => {
      this.model.cancel();
      if (this.run.state.status === 'running') this.run.cancel();
    },
  });
  form = $state.raw(new PlanForm());
  /** Null until the site has said which models it has. */
  shelf = $state.raw<readonly ShelfItem[] | null>(null);
  /** Null until it is loaded. */
  zoo = $state.raw<ZooOffer | null>(null);
  /** What a link asked of the model: dimensions and inputs. */
  request = $state.raw<ModelRequest | null>(null);
  /** Something to know that is no failure, for example that a link waits for its file. */
  notice = $state<string | null>(null);
  #problem = $state<string | null>(null);
  #begun = false;

  view = $derived<View>(
    this.run.state.status === 'running' || this.suite.state.status === 'running'
      ? 'running'
      : this.run.state.status === 'finished'
        ? 'result'
        : this.suite.state.status === 'finished'
          ? 'suite'
          : this.model.state.status === 'loaded'
            ? 'prepare'
            : 'choose',
  );
  problem = $derived(this.model.problem ?? this.run.problem ?? this.#problem);
  defaultShelfModel = $derived(this.shelf?.find((item) => item.isDefault) ?? this.shelf?.[0] ?? null);

  /** Call in the browser whenever the page is shown; only the first time there is something to find out. */
  async begin(fragment: string): Promise<void> {
    if (this.#begun) {
      await this.followLink(fragment);
      await this.seenAgain();
      return;
    }
    this.#begun = true;
    this.device.probeWhenIdle();
    try {
      const { listShelf } = await import('#lib/models/load-shelf.ts');
      const { zooOffer } = await import('../zoo-offer.ts');
      this.zoo = zooOffer;
      this.shelf = await listShelf();
    } catch {
      this.shelf = [];
      return this.fail(problemWords.partMissing);
    }
    await this.followLink(fragment);
    await this.kept.refresh();
  }

  /** Other tabs may have measured, or stopped measuring, since this one was looked at. */
  async seenAgain(): Promise<void> {
    if (this.view === 'choose') await this.kept.refresh();
  }

  /** Prepares the plan in a fragment, if there is one; starts it only where a program drives the browser. */
  async followLink(fragment: string): Promise<void> {
    // Few visits bring a plan: what reads one, the schema of plans included, loads only then.
    if (!fragment.includes('plan=')) return;
    const loaded = await loadedOrMissing(
      Promise.all([import('../plan-link.ts'), import('#lib/bench/read-plan.ts')]),
    );
    if (loaded.status === 'missing') return this.fail(loaded.message);
    const [{ readPlanFragment }, { readPlan }] = loaded.value;
    const link = readPlanFragment(fragment);
    if (link.status === 'none' || this.view === 'running') return;
    this.#clearMessages();
    if (link.status === 'problem') return this.fail(link.message);
    const read = readPlan(link.plan);
    const [request] = link.plan.models;
    if (read.status === 'invalid' || request === undefined) {
      this.#problem = read.status === 'invalid' ? read.message : problemWords.linkWithoutModel;
      return;
    }
    this.#leaveResult();
    this.form = new PlanForm();
    this.form.fill(link.plan);
    this.request = request;
    if (request.ref.startsWith('file:')) {
      this.notice = problemWords.linkNeedsFile;
      return;
    }
    const what = request.ref.replace(/^(shelf|zoo|url):/, '');
    const model = await this.model.openReference(request.ref, what, dimsToBuild(link.plan));
    if (model !== null && navigator.webdriver) await this.run.start(link.plan, model);
  }

  /** The main button: the default shelf model, a quick look, nothing to decide. */
  async measureShelf(item: ShelfItem): Promise<void> {
    const model = await this.openShelf(item);
    if (model === null) return;
    this.form.preset = 'quick';
    const plan = this.form.planFor({ ref: model.ref, dims: {}, inputs: {} });
    if (plan.status === 'plan') await this.run.start(plan.plan, model);
  }

  /** Measures the models of a suite one after the other, on the backends given. */
  async measureSuite(suite: Suite, backends: readonly BackendId[]): Promise<void> {
    this.#clearMessages();
    this.#newForm();
    this.form.preset = 'quick';
    this.form.backends = [...backends];
    await this.suite.start(suite, (request) => {
      const made = this.form.planFor(request);
      if (made.status === 'problem') throw new Error(made.message);
      return made.plan;
    });
    this.run.leave();
    this.model.cancel();
  }

  /** One result of the suite that is shown. */
  openOfSuite(document: RunDocument): void {
    this.run.show(document, 'kept');
  }

  openShelf(item: ShelfItem): Promise<LoadedModel | null> {
    this.#clearMessages();
    this.#leaveResult();
    this.#newForm();
    return this.model.openReference(item.ref, item.title);
  }

  /** Builds a model of the zoo in its own sizes. */
  openZoo(ref: string, title: string): Promise<LoadedModel | null> {
    this.#clearMessages();
    this.#leaveResult();
    this.#newForm();
    return this.model.openReference(ref, title);
  }

  /** Builds the model of the zoo that is loaded anew, in other sizes; the plan stays as it is. */
  rebuild(ref: string, title: string, dims: Record<string, number>): Promise<LoadedModel | null> {
    this.#clearMessages();
    this.request = null;
    return this.model.openReference(ref, title, dims);
  }

  openAddress(address: string): Promise<LoadedModel | null> {
    this.#clearMessages();
    this.#newForm();
    return this.model.openAddress(address.trim());
  }

  /** Files from a picker or a drop: results open or are added to the kept runs, anything else is taken for a model. */
  async openFiles(files: readonly NamedBlob[], modelName?: string): Promise<void> {
    if (this.view === 'running') return;
    this.#clearMessages();
    const [only] = files;
    if (
      files.length === 1 &&
      only !== undefined &&
      /\.json$/i.test(only.name) &&
      (await this.#openResult(only))
    )
      return;
    this.#leaveResult();
    const model = await this.model.openFiles(files, modelName);
    if (model === null) return;
    // A link's plan stays for the file it waited for, and for no other.
    if (this.request?.ref !== model.ref) this.#newForm();
    this.notice = null;
  }

  async measure(plan: Plan): Promise<void> {
    if (this.model.state.status === 'loaded') await this.run.start(plan, this.model.state.model);
  }

  /** Back to the plan of the model that is loaded, or to the choice where none is. */
  changePlan(): void {
    this.#clearMessages();
    this.#leaveResult();
  }

  anotherModel(): void {
    this.#clearMessages();
    // One result of a suite leads back to all of them.
    if (this.view === 'result' && this.suite.state.status === 'finished') return this.run.leave();
    this.#leaveResult();
    this.model.cancel();
    this.#newForm();
    void this.kept.refresh();
  }

  async openKept({ runId }: KeptRun): Promise<void> {
    this.#clearMessages();
    const document = await this.kept.read(runId);
    if (document !== null) this.run.show(document, 'kept');
  }

  /** Goes on with an interrupted run; a model that came from a file has to be given again. */
  async continueRun(interrupted: InterruptedRun, files?: readonly NamedBlob[]): Promise<void> {
    this.#clearMessages();
    this.#newForm();
    const { plan, model: facts } = interrupted.document;
    const model = await (files === undefined
      ? this.model.openReference(facts.ref, facts.name, dimsToBuild(plan))
      : this.model.openFiles(files));
    if (model === null) return;
    this.form.fill(interrupted.document.plan);
    if (await this.run.continueRun(interrupted, model)) return;
    this.model.cancel();
    await this.kept.refresh();
  }

  /** What an interrupted run had measured becomes a kept run, and is shown. */
  async endInterrupted(interrupted: InterruptedRun): Promise<void> {
    this.#clearMessages();
    const document = await this.kept.end(interrupted);
    if (document !== null) this.run.show(document, 'kept');
  }

  /** Adds the kept runs of a file, as it was saved here or elsewhere. */
  async importRuns(file: Blob): Promise<void> {
    this.#clearMessages();
    this.#tell(await this.kept.importFile(file));
  }

  fail(message: string): void {
    this.#problem = message;
  }

  async #openResult(file: NamedBlob): Promise<boolean> {
    const read = await readResultFile(file.blob);
    if (read.status === 'no-result') return false;
    // A run may have been started while the file was read; it must not be lost behind the opened result.
    if (this.view === 'running') return true;
    if (read.status === 'damaged') this.#problem = read.message;
    else {
      this.#leaveResult();
      this.model.cancel();
      if (read.status === 'run') this.run.show(read.document, 'opened');
      else this.#tell(await this.kept.import(read.json));
    }
    return true;
  }

  #tell({ notice, problem }: { notice: string | null; problem: string | null }): void {
    this.notice = notice;
    this.#problem = problem;
  }

  #leaveResult(): void {
    this.run.leave();
    this.suite.leave();
  }

  #newForm(): void {
    this.form = new PlanForm();
    this.request = null;
  }

  #clearMessages(): void {
    this.#problem = null;
    this.notice = null;
    this.model.problem = null;
    this.run.problem = null;
  }
}

import type { Plan } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { describeThrown } from '#lib/workers/host.ts';
import { holdModel } from '#lib/models/hold-model.ts';
import { dimsToBuild } from '#lib/models/zoo/dims-to-build.ts';
import type { LoadedModel, LoadOutcome, NamedBlob } from '#lib/models/loaded-model.ts';
import type { InferometerPage, ModelHandle, RunContinuity } from './inferometer-page.ts';
import type { InterruptedRun } from '#lib/runs/stored-run.ts';
import type { Progress } from './progress.ts';

class InferometerError extends Error {
  override readonly name = 'InferometerError';
}

/**
 * The page's automation interface. Everything that it needs is loaded by the first call: most visits make none.
 * Models handed over are kept for as long as the page is open.
 */
export function createInferometerPage(): InferometerPage {
  const held = new Map<string, LoadedModel>();
  let current: { readonly stop: AbortController; readonly ended: Promise<unknown> } | null = null;

  async function measure(
    input: unknown,
    stop: AbortController,
    onProgress: ((progress: Progress) => void) | undefined,
    { onCheckpoint, continueFrom, cause, crashed }: RunContinuity,
  ): Promise<RunDocument> {
    const plan = await planOf(input);
    const [request] = plan.models;
    if (request === undefined) throw new InferometerError('The plan names no model.');
    const { loadModel } = await import('#lib/models/load-model.ts');
    const { isRunning, startRun } = await import('./run.ts');
    const dims = dimsToBuild(plan);
    const model = loaded(await loadModel(request.ref, held, { signal: stop.signal, dims }));
    holdModel(held, model);
    if (isRunning()) throw new InferometerError(busyMessage);
    const earlier = continueFrom === undefined ? null : await interruptedRun(continueFrom, model);
    const run = startRun(earlier?.document.plan ?? plan, model, {
      attempts: { cause, crashed },
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(earlier === null ? {} : { continuing: { run: earlier, release: () => {} } }),
      ...(onCheckpoint === undefined
        ? {}
        : { onCheckpoint: async (soFar) => onCheckpoint((await checkpoints()).writeCheckpoint(soFar)) }),
    });
    stop.signal.addEventListener('abort', () => run.cancel());
    if (stop.signal.aborted) run.cancel();
    return run.finished;
  }

  return {
    version: __APP_VERSION__,
    async probe() {
      const { probe } = await import('./probe.ts');
      return probe();
    },
    async addModelFiles(files) {
      const { loadFiles } = await import('#lib/models/load-files.ts');
      const model = loaded(await loadFiles(filesOf(files)));
      holdModel(held, model);
      return handleOf(model);
    },
    async run(input, onProgress, continuity = {}) {
      if (current !== null) throw new InferometerError(busyMessage);
      const stop = new AbortController();
      const running = measure(input, stop, onProgress, continuity);
      const mine = { stop, ended: running.catch(() => {}) };
      current = mine;
      try {
        return await running;
      } catch (error) {
        throw error instanceof InferometerError ? error : new InferometerError(describeThrown(error).message);
      } finally {
        if (current === mine) current = null;
      }
    },
    async cancel() {
      current?.stop.abort();
      await current?.ended;
    },
  };
}

const checkpoints = () => import('./checkpoint.ts');

async function interruptedRun(text: string, model: LoadedModel): Promise<InterruptedRun> {
  const run = (await checkpoints()).readCheckpoint(text);
  if (run === null) throw new InferometerError('What the run is to go on from is no checkpoint of a run.');
  const { obstacleTo } = await import('./continue-run.ts');
  const { probe } = await import('./probe.ts');
  const obstacle = obstacleTo(run, (await probe()).environment, model);
  if (obstacle !== null) throw new InferometerError(obstacle);
  return run;
}

const busyMessage = 'A run goes on already; wait for it or cancel it.';

function toNamedBlob(file: GivenFile): NamedBlob {
  if (file instanceof File) return { name: file.webkitRelativePath || file.name, blob: file };
  return { name: file.name, blob: new Blob([new Uint8Array(file.bytes)]) };
}

function loaded(outcome: LoadOutcome): LoadedModel {
  if (outcome.status === 'loaded') return outcome.model;
  throw new InferometerError(outcome.message);
}

async function planOf(input: unknown): Promise<Plan> {
  const { readPlan } = await import('./read-plan.ts');
  const read = readPlan(input);
  if (read.status === 'invalid') throw new InferometerError(read.message);
  return read.plan;
}

function filesOf(files: unknown): NamedBlob[] {
  const given: unknown[] = Array.isArray(files) ? files : [];
  const named = given.flatMap((file) => (isGivenFile(file) ? [toNamedBlob(file)] : []));
  if (named.length > 0 && named.length === given.length) return named;
  throw new InferometerError(
    'Give a list of files: File objects, or objects with a name and bytes (Uint8Array).',
  );
}

type GivenFile = File | { name: string; bytes: Uint8Array };

function isGivenFile(file: unknown): file is GivenFile {
  if (file instanceof File) return true;
  const { name, bytes } = (file ?? {}) as Partial<Exclude<GivenFile, File>>;
  return typeof name === 'string' && bytes instanceof Uint8Array;
}

function handleOf(model: LoadedModel): ModelHandle {
  const { ref, name, format, bytes, sha256, description } = model;
  return {
    ref,
    name,
    format,
    bytes,
    sha256,
    inputs:
      description?.inputs.map(({ name: input, dtype, shape }) => ({ name: input, dtype, shape })) ?? null,
    dims: Object.fromEntries((description?.symbolicDims ?? []).map((dim) => [dim.name, dim.default])),
  };
}

import * as v from 'valibot';
import { planSchema, type Plan } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { engines } from '#lib/engines/registry.ts';
import { loadFiles } from '#lib/models/load-files.ts';
import { describeThrown } from '#lib/workers/host.ts';
import { loadModel } from '#lib/models/load-model.ts';
import type { LoadedModel, LoadOutcome } from '#lib/models/loaded-model.ts';
import type { InferometerPage, ModelHandle } from './inferometer-page.ts';
import { probe } from './probe.ts';
import type { Progress } from './progress.ts';
import { isRunning, startRun } from './run.ts';

class InferometerError extends Error {
  override readonly name = 'InferometerError';
}

/** The page's automation interface. Models handed over are kept for as long as the page is open. */
export function createInferometerPage(): InferometerPage {
  const held = new Map<string, LoadedModel>();
  let current: { readonly stop: AbortController; readonly ended: Promise<unknown> } | null = null;

  async function measure(
    plan: Plan,
    stop: AbortController,
    onProgress: ((progress: Progress) => void) | undefined,
  ): Promise<RunDocument> {
    const [request] = plan.models;
    if (request === undefined) throw new InferometerError('The plan names no model.');
    const model =
      held.get(request.ref) ?? loaded(await loadModel(request.ref, held, { signal: stop.signal }));
    held.set(model.ref, model);
    if (isRunning()) throw new InferometerError(busyMessage);
    const run = startRun(plan, model, onProgress === undefined ? {} : { onProgress });
    stop.signal.addEventListener('abort', () => run.cancel());
    if (stop.signal.aborted) run.cancel();
    return run.finished;
  }

  return {
    version: __APP_VERSION__,
    probe,
    async addModelFiles(files) {
      const model = loaded(await loadFiles(files.map(toNamedBlob)));
      held.set(model.ref, model);
      return handleOf(model);
    },
    async run(input, onProgress) {
      const plan = readPlan(input);
      if (current !== null || isRunning()) throw new InferometerError(busyMessage);
      const stop = new AbortController();
      const running = measure(plan, stop, onProgress);
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

const busyMessage = 'A run goes on already; wait for it or cancel it.';

function toNamedBlob(file: File | { name: string; bytes: Uint8Array }) {
  if (file instanceof File) return { name: file.webkitRelativePath || file.name, blob: file };
  return { name: file.name, blob: new Blob([new Uint8Array(file.bytes)]) };
}

function loaded(outcome: LoadOutcome): LoadedModel {
  if (outcome.status === 'loaded') return outcome.model;
  throw new InferometerError(outcome.message);
}

function readPlan(input: unknown): Plan {
  const parsed = v.safeParse(planSchema, input);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new InferometerError(
      `The plan is not valid at ${v.getDotPath(issue) ?? 'its top'}: ${issue.message}.`,
    );
  }
  if (parsed.output.models.length > 1) {
    throw new InferometerError('A run measures one model; run the others one after another.');
  }
  const unknown = parsed.output.engines.find((id) => !engines.some((engine) => engine.id === id));
  if (unknown !== undefined) {
    const known = engines.map(({ id }) => id).join(', ');
    throw new InferometerError(`There is no engine ${unknown}; there is ${known}.`);
  }
  return parsed.output;
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

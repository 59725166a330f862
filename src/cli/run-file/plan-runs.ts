import type { PlanInput } from '#lib/core/protocol/plan.ts';
import type { BenchCommand } from '../arguments.ts';
import type { BrowserChoice } from '../browser-choice.ts';
import { expandSuites, type ModelSource } from '../models.ts';
import { refused, valid, type Parsed } from '../option-values.ts';
import type { PlannedRun } from '../planned-run.ts';
import { completeTarget, type CellSet, type RunFile, type Target } from './run-file.ts';

/** A model as it was asked for. */
export interface AskedModel {
  readonly model: string;
  readonly request: PlannedRun['request'];
}

export interface NamedTarget {
  readonly name: string;
  readonly target: Target;
}

/** What the options of a command say, as the run file that would say the same. */
export function runFileOf(command: BenchCommand): RunFile {
  const { engines, backends, threads, batch, precision, preset, seed, limits } = command.plan;
  const cells: CellSet = {
    ...(engines === undefined ? {} : { engines }),
    ...(backends === undefined ? {} : { backends }),
    ...(threads === undefined ? {} : { threads }),
    ...(batch === undefined ? {} : { batch }),
    ...(precision === undefined ? {} : { precision }),
  };
  const { dims, inputs } = command;
  const seconds = (milliseconds: number | undefined) =>
    milliseconds === undefined ? undefined : milliseconds / 1000;
  return {
    models: command.models.map((model) => ({ model, dims: { ...dims }, inputs: { ...inputs } })),
    cells,
    presets: [preset ?? 'standard'],
    targets: [targetOf(command.browser, command.headed)],
    seed,
    limits: {
      openSeconds: seconds(limits?.openMs),
      cellSeconds: seconds(limits?.roundMs),
      runSeconds: 7 * 86_400,
      answerSeconds: 60,
    },
    // Somebody who watches the window may close it.
    restarts: command.headed ? 0 : 3,
    devicesAtOnce: 1,
    results: command.resultsPath ?? '',
  };
}

function targetOf(choice: BrowserChoice, headed: boolean): Target {
  const own = { headed, ...(choice.kind === 'program' ? { path: choice.path } : {}) };
  switch (choice.engine) {
    case 'chromium':
      return completeTarget({ kind: 'chromium', ...own });
    case 'firefox':
      return completeTarget({ kind: 'firefox', ...own });
    case 'webkit':
      return completeTarget({ kind: 'webkit', ...own });
  }
}

/** With every suite replaced by what is in it. */
export function askedModels(file: RunFile): AskedModel[] {
  return file.models.flatMap((written) => {
    const { model, dims, inputs } =
      typeof written === 'string' ? { model: written, dims: {}, inputs: {} } : written;
    return expandSuites([model]).map((each) => ({ model: each, request: { dims, inputs } }));
  });
}

/** The targets by their names, which tell them apart in reports and in files' names. */
export function namedTargets(file: RunFile): Parsed<NamedTarget[]> {
  const named: NamedTarget[] = [];
  for (const target of file.targets.map(completeTarget)) {
    const name = target.name ?? usualName(target);
    const isTaken = named.some((other) => other.name === name);
    if (isTaken && target.name !== undefined)
      return refused(`Two targets are named ${name}; give each a name of its own.`);
    const alike = named.filter((other) => other.name === name || other.name.startsWith(`${name}-`)).length;
    named.push({ name: isTaken ? `${name}-${alike + 1}` : name, target });
  }
  return valid(named);
}

function usualName(target: Target): string {
  switch (target.kind) {
    case 'chromium':
      return target.channel === 'any' ? 'chromium' : target.channel;
    case 'firefox':
    case 'webkit':
      return target.kind;
    case 'android':
      return target.serial === undefined ? 'android' : `android-${target.serial}`;
    case 'cdp':
    case 'playwright':
      return URL.parse(target.endpoint)?.host ?? target.kind;
    case 'ssh':
      return target.host;
  }
}

/** Models × cells × presets × targets, target by target. `sources` are the models in their order. */
export function planRuns(
  file: RunFile,
  targets: readonly NamedTarget[],
  sources: readonly ModelSource[],
): PlannedRun[] {
  const cellSets = Array.isArray(file.cells) ? file.cells : [file.cells];
  const models = askedModels(file);
  const runs: PlannedRun[] = [];
  const ids = new Set<string>();
  for (const { name, target } of targets)
    for (const [index, { model, request }] of models.entries())
      for (const preset of file.presets)
        for (const [setIndex, cells] of cellSets.entries()) {
          const source = sources[index];
          if (source === undefined) continue;
          const set = cellSets.length === 1 ? [] : [`cells${setIndex + 1}`];
          runs.push({
            id: uniqueId([name, source.title, preset, ...set], ids),
            target,
            targetName: name,
            isAlone: targets.length === 1 && file.presets.length === 1 && cellSets.length === 1,
            model,
            source,
            preset,
            plan: planOf(file, cells, preset),
            request,
          });
        }
  return runs;
}

function planOf(
  { seed, limits }: RunFile,
  cells: CellSet,
  preset: PlannedRun['preset'],
): Omit<PlanInput, 'models'> {
  const [openMs, roundMs] = [limits.openSeconds, limits.cellSeconds].map((seconds) =>
    seconds === undefined ? {} : Math.round(seconds * 1000),
  );
  const own = {
    ...(typeof openMs === 'number' ? { openMs } : {}),
    ...(typeof roundMs === 'number' ? { roundMs } : {}),
  };
  return {
    ...cells,
    preset,
    ...(seed === undefined ? {} : { seed }),
    ...(Object.keys(own).length === 0 ? {} : { limits: own }),
  };
}

function uniqueId(parts: readonly string[], taken: Set<string>): string {
  const plain = parts.map(
    (part) =>
      part
        .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
        .replaceAll(/^[-.]+|-+$/g, '')
        .slice(-60) || 'model',
  );
  const base = plain.join('--');
  let id = base;
  for (let number = 2; taken.has(id.toLowerCase()); number++) id = `${base}--${number}`;
  taken.add(id.toLowerCase());
  return id;
}

import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fetchShelf } from '../../scripts/fetch-shelf.ts';
import type { BenchCommand } from './arguments.ts';
import { judgeFinished } from './baseline/judge-finished.ts';
import { readBaseline, type Baseline } from './baseline/report-runs.ts';
import { exitCodeOf, exitCodes, gravest, type ExitCode } from './exit-codes.ts';
import type { FinishedRun } from './finished-run.ts';
import { measureRuns } from './measure-runs.ts';
import { findModel, type ModelSource } from './models.ts';
import type { Parsed } from './option-values.ts';
import { outputProblem } from './output.ts';
import type { PlannedRun } from './planned-run.ts';
import { ProgressLine } from './progress-line.ts';
import { complain, modelProblem, printTable, writeResults } from './report.ts';
import { reportProblem } from './reports/write-reports.ts';
import { askedModels, planRuns } from './run-file/plan-runs.ts';
import { submitRuns } from './rig/submit-runs.ts';
import { readAsked, type Upload } from './read-asked.ts';
import type { RunFile } from './run-file/run-file.ts';
import { RunFolder } from './run-folder.ts';
import { runList } from './run-list.ts';
import { startSite } from './site.ts';

/** Everything after the arguments: checks what was asked for, then measures. Tells the exit code. */
export async function runBench(command: BenchCommand, signal: AbortSignal): Promise<ExitCode> {
  const line = new ProgressLine(process.stderr);
  const folder = await mkdtemp(join(tmpdir(), 'inferometer-bench-'));
  // However the command ends: a second Ctrl-C leaves no downloads behind either.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  try {
    const asked = await readAsked(command, line);
    if (asked.status === 'refused') return complain(line, asked.message, exitCodes.badUsageOrModel);
    const { file, targets, upload } = asked.value;
    if (command.list) {
      process.stdout.write(runList(file, targets));
      return exitCodes.done;
    }
    for (const path of filesOf(command)) {
      const problem = await outputProblem(path);
      if (problem !== null) return complain(line, problem, exitCodes.badUsageOrModel);
    }
    const problem = await reportProblem(command.reports);
    if (problem !== null) return complain(line, problem, exitCodes.badUsageOrModel);
    const baseline = await readBaseline(
      command.baselinePath ??
        (file.baseline === undefined ? null : besideRunFile(file.baseline, command.configPath)),
      command.failAbove ?? file.failAbove ?? null,
    );
    if (baseline.status === 'refused') return complain(line, baseline.message, exitCodes.badUsageOrModel);
    const found = await findModels(file, command.configPath, folder, line, signal);
    if (signal.aborted)
      return complain(line, 'Interrupted before anything was measured.', exitCodes.interrupted);
    if (found.status === 'refused') return complain(line, found.message, exitCodes.badUsageOrModel);
    const runs = planRuns(file, targets, found.value);
    return await measureAll({ command, file, runs, baseline: baseline.value, upload, folder, line, signal });
  } finally {
    line.clear();
  }
}

async function findModels(
  file: RunFile,
  configPath: string | null,
  folder: string,
  line: ProgressLine,
  signal: AbortSignal,
): Promise<Parsed<ModelSource[]>> {
  const sources: ModelSource[] = [];
  for (const [index, { model }] of askedModels(file).entries()) {
    const found = await findModel(besideRunFile(model, configPath), {
      folder: join(folder, `model-${index}`),
      onProgress: (text) => line.show(text, `Downloading ${model}`),
      signal,
      shelfIds: async () => (await fetchShelf()).map((served) => served.id),
    });
    line.clear();
    if (found.status === 'refused') return found;
    sources.push(found.value);
  }
  return { status: 'valid', value: sources };
}

/** Paths in a run file are its neighbours'; what has a scheme is no path. */
function besideRunFile(written: string, configPath: string | null): string {
  if (configPath === null || isAbsolute(written) || /^[a-z][a-z0-9+.-]+:/i.test(written)) return written;
  return join(dirname(configPath), written);
}

interface Measuring {
  readonly command: BenchCommand;
  readonly file: RunFile;
  readonly runs: readonly PlannedRun[];
  readonly baseline: Baseline | null;
  readonly upload: Upload | null;
  /** For what need not stay. */
  readonly folder: string;
  readonly line: ProgressLine;
  readonly signal: AbortSignal;
}

async function measureAll(measuring: Measuring): Promise<ExitCode> {
  const { command, file, runs, folder, line, signal } = measuring;
  const results = new RunFolder(resultsPath(command, file) ?? join(folder, 'results'));
  const ready = await results.prepare(runs, command.resume);
  if (ready.status === 'refused') return complain(line, ready.message, exitCodes.badUsageOrModel);
  const site = await startSite(join(folder, 'data'));
  if (site.status === 'refused') return complain(line, site.message, exitCodes.failedOrWrong);
  try {
    const finished: FinishedRun[] = [];
    const codes = await measureRuns(runs, {
      folder: results,
      siteUrl: site.value.url,
      limits: {
        runMs: file.limits.runSeconds * 1000,
        answerMs: file.limits.answerSeconds * 1000,
        restarts: file.restarts,
      },
      devicesAtOnce: file.devicesAtOnce,
      isResume: command.resume,
      isStrict: command.strict,
      line,
      signal,
      onDocument: (run, document) => {
        line.clear();
        finished.push({ target: run.targetName, model: run.model, preset: run.preset, document });
        if (exitCodeOf(document, command.strict) === exitCodes.badUsageOrModel)
          complain(line, `${run.source.title}: ${modelProblem(document)}`, exitCodes.badUsageOrModel);
        else printTable(command, document, run.isAlone ? null : run.targetName, finished.length > 1);
      },
    });
    codes.push(await writeResults(command, finished, runs.length, line));
    codes.push(await judgeFinished(command, finished, measuring.baseline, line));
    if (measuring.upload !== null && !signal.aborted) {
      const documents = finished.map(({ document }) => document);
      codes.push(await submitRuns(documents, { ...measuring.upload, signal }));
    }
    return gravest(codes);
  } finally {
    await site.value.close();
  }
}

/** Null where nothing is to stay. */
function resultsPath(command: BenchCommand, file: RunFile): string | null {
  if (command.configPath === null || command.resultsPath !== null) return command.resultsPath;
  return isAbsolute(file.results) ? file.results : join(dirname(command.configPath), file.results);
}

function filesOf(command: BenchCommand): string[] {
  return [command.jsonPath, command.csvPath].filter((path) => path !== null && path !== '-') as string[];
}

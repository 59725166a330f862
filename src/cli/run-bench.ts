import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanInput } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { fetchShelf } from '../../scripts/fetch-shelf.ts';
import type { BenchCommand } from './arguments.ts';
import { BrowserSession } from './browser-session.ts';
import { exitCodeOf, exitCodes, gravest, type ExitCode } from './exit-codes.ts';
import { findModel, type ModelSource } from './models.ts';
import { unknownName } from './unknown-name.ts';
import type { Parsed } from './option-values.ts';
import { outputProblem } from './output.ts';
import { describeProgress, ProgressLine } from './progress-line.ts';
import { complain, printTable, writeResults } from './report.ts';
import { startSite } from './site.ts';

/** Everything after the arguments: checks what was asked for, then measures. Tells the exit code. */
export async function runBench(command: BenchCommand, signal: AbortSignal): Promise<ExitCode> {
  const line = new ProgressLine(process.stderr);
  const folder = await mkdtemp(join(tmpdir(), 'inferometer-bench-'));
  // However the command ends: a second Ctrl-C leaves no downloads behind either.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  try {
    for (const path of filesOf(command)) {
      const problem = await outputProblem(path);
      if (problem !== null) return complain(line, problem, exitCodes.badUsageOrModel);
    }
    const found = await findModels(command.models, folder, line, signal);
    if (signal.aborted)
      return complain(line, 'Interrupted before anything was measured.', exitCodes.interrupted);
    if (found.status === 'refused') return complain(line, found.message, exitCodes.badUsageOrModel);
    return await measureAll(command, found.value, join(folder, 'data'), line, signal);
  } finally {
    line.clear();
  }
}

async function findModels(
  typed: readonly string[],
  folder: string,
  line: ProgressLine,
  signal: AbortSignal,
): Promise<Parsed<ModelSource[]>> {
  const sources: ModelSource[] = [];
  for (const [index, model] of typed.entries()) {
    const found = await findModel(model, {
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

async function measureAll(
  command: BenchCommand,
  sources: readonly ModelSource[],
  dataDir: string,
  line: ProgressLine,
  signal: AbortSignal,
): Promise<ExitCode> {
  const site = await startSite(dataDir);
  if (site.status === 'refused') return complain(line, site.message, exitCodes.failedOrWrong);
  try {
    line.show('Starting the browser');
    const session = await BrowserSession.open(command.browser, command.headed, site.value.url);
    if (session.status === 'refused') return complain(line, session.message, exitCodes.noBrowser);
    const documents: RunDocument[] = [];
    const codes: ExitCode[] = [];
    try {
      const problem = await engineProblem(command, session.value, line);
      if (problem !== null) return problem;
      for (const source of sources) {
        codes.push(await measureOne(command, source, session.value, documents, line, signal));
        if (codes.includes(exitCodes.interrupted) || codes.includes(exitCodes.noBrowser)) break;
      }
    } finally {
      await session.value.close();
    }
    codes.push(await writeResults(command, documents, line));
    return gravest(codes);
  } finally {
    await site.value.close();
  }
}

async function measureOne(
  command: BenchCommand,
  source: ModelSource,
  session: BrowserSession,
  documents: RunDocument[],
  line: ProgressLine,
  signal: AbortSignal,
): Promise<ExitCode> {
  const outcome = await session.measure({
    source,
    planFor: (ref) => planFor(command, ref),
    onProgress: (progress) => {
      const { text, key } = describeProgress(progress);
      line.show(text, key);
    },
    signal,
  });
  line.clear();
  switch (outcome.status) {
    case 'measured': {
      documents.push(outcome.document);
      const code = exitCodeOf(outcome.document, command.strict);
      if (code === exitCodes.badUsageOrModel)
        return complain(line, `${source.title}: ${modelProblem(outcome.document)}`, code);
      printTable(command, outcome.document, documents.length > 1);
      return code;
    }
    case 'refused':
      return complain(line, `${source.title}: ${outcome.message}`, exitCodes.badUsageOrModel);
    case 'cancelled':
      return complain(
        line,
        `Interrupted before anything of ${source.title} was measured.`,
        exitCodes.interrupted,
      );
    case 'browser-died':
      return complain(line, `${outcome.message} ${source.title} was not measured.`, exitCodes.noBrowser);
  }
}

function planFor(command: BenchCommand, ref: string): PlanInput {
  return { ...command.plan, models: [{ ref, dims: { ...command.dims }, inputs: { ...command.inputs } }] };
}

/** Only the page knows which engines there are, so that a new one needs no change here. */
async function engineProblem(
  command: BenchCommand,
  session: BrowserSession,
  line: ProgressLine,
): Promise<ExitCode | null> {
  const asked = command.plan.engines ?? [];
  if (asked.length === 0) return null;
  const engines = await session.engines();
  if (engines.status === 'browser-died') return complain(line, engines.message, exitCodes.noBrowser);
  const unknown = asked.find((engine) => !engines.value.includes(engine));
  if (unknown === undefined) return null;
  return complain(line, unknownName('engine', unknown, engines.value), exitCodes.badUsageOrModel);
}

/** Every cell failed on the model, so that one reason says more than a table of them. */
function modelProblem(document: RunDocument): string {
  const failed = document.cells.find((cell) => cell.status === 'failed');
  return failed?.reason.message ?? document.recommendation.sentence;
}

function filesOf(command: BenchCommand): string[] {
  return [command.jsonPath, command.csvPath].filter((path) => path !== null && path !== '-') as string[];
}

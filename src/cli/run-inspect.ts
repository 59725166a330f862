import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchShelf } from '../../scripts/fetch-shelf.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { InspectCommand } from './inspect-arguments.ts';
import { inspectFiles, type InspectionRecord } from './inspection-record.ts';
import { formatInspection } from './inspection-table.ts';
import { findModelFiles } from './model-files.ts';
import { outputProblem, writeOutput } from './output.ts';
import { ProgressLine } from './progress-line.ts';
import { complain } from './report.ts';

/** Everything after the arguments. Tells the exit code. */
export async function runInspect(command: InspectCommand, signal: AbortSignal): Promise<ExitCode> {
  const line = new ProgressLine(process.stderr);
  const { jsonPath } = command;
  const folder = await mkdtemp(join(tmpdir(), 'inferometer-inspect-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  if (jsonPath !== null && jsonPath !== '-') {
    const problem = await outputProblem(jsonPath);
    if (problem !== null) return complain(line, problem, exitCodes.badUsageOrModel);
  }
  const records: InspectionRecord[] = [];
  for (const [index, typed] of command.models.entries()) {
    const found = await findModelFiles(typed, {
      folder: join(folder, `model-${index}`),
      onProgress: (text) => line.show(text, `Downloading ${typed}`),
      signal,
      dims: command.dims,
      shelfIds: async () => (await fetchShelf()).map((served) => served.id),
    });
    line.clear();
    if (signal.aborted) return complain(line, 'Interrupted.', exitCodes.interrupted);
    if (found.status === 'refused') return complain(line, found.message, exitCodes.badUsageOrModel);
    const inspected = await inspectFiles(found.value, command);
    if (inspected.status === 'refused') return complain(line, inspected.message, exitCodes.badUsageOrModel);
    records.push(inspected.value);
  }
  const stream = jsonPath === '-' ? process.stderr : process.stdout;
  const width = stream.isTTY ? stream.columns : Number.POSITIVE_INFINITY;
  stream.write(records.map((record) => formatInspection(record, width)).join('\n'));
  const problem = jsonPath === null ? null : await writeJson(jsonPath, inspectionsAsJson(records));
  return problem === null ? exitCodes.done : complain(line, problem, exitCodes.badUsageOrModel);
}

/** The description, or for several models all of them in one. */
function inspectionsAsJson(records: readonly InspectionRecord[]): string {
  const [first] = records;
  const content = records.length === 1 && first !== undefined ? first : { models: records };
  return `${JSON.stringify(content, null, 2)}\n`;
}

async function writeJson(path: string, text: string): Promise<string | null> {
  if (path !== '-') return writeOutput(path, text);
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
  return null;
}

import { styleText } from 'node:util';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { BenchCommand } from './arguments.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import type { FinishedRun } from './finished-run.ts';
import { runsAsCsv, runsAsJson, writeOutputs } from './output.ts';
import type { ProgressLine } from './progress-line.ts';
import { formatRun, type TableOptions } from './table.ts';
import { plainText } from './plain-text.ts';

/** The table goes to standard error when standard output carries a document. */
export function printTable(
  command: BenchCommand,
  document: RunDocument,
  target: string | null,
  isLater: boolean,
): void {
  const stream = textStream(command);
  const text = formatRun(document, {
    width: stream.isTTY ? stream.columns : Number.POSITIVE_INFINITY,
    paint: painter(stream),
  });
  const title = target === null ? '' : `${styleText('bold', plainText(target), { stream })}\n`;
  stream.write(`${isLater ? '\n' : ''}${title}${text}`);
}

/** Standard output, or standard error where standard output carries a document. */
export function textStream({ jsonPath, csvPath, reports }: BenchCommand): NodeJS.WriteStream {
  const isTaken = [jsonPath, csvPath, ...Object.values(reports)].includes('-');
  return isTaken ? process.stderr : process.stdout;
}

/** Colours whole lines, where the stream is a terminal that has colours. */
export function painter(stream: NodeJS.WriteStream): TableOptions['paint'] {
  const styles = { heading: 'bold', wrong: 'red', quiet: 'dim', plain: null } as const;
  return (tone, line) => {
    const style = styles[tone];
    return style === null ? line : styleText(style, line, { stream });
  };
}

/** Writes what `--json` and `--csv` ask for. */
export async function writeResults(
  command: BenchCommand,
  runs: readonly FinishedRun[],
  asked: number,
  line: ProgressLine,
): Promise<ExitCode> {
  const documents = runs.map(({ document }) => document);
  if (documents.length === 0) return exitCodes.done;
  const problems = await writeOutputs([
    { path: command.jsonPath, text: () => runsAsJson(documents, asked) },
    { path: command.csvPath, text: () => runsAsCsv(documents) },
  ]);
  for (const problem of problems) complain(line, problem, exitCodes.badUsageOrModel);
  return problems.length === 0 ? exitCodes.done : exitCodes.badUsageOrModel;
}

/** Every cell failed on the model, so that one reason says more than a table of them. */
export function modelProblem(document: RunDocument): string {
  const failed = document.cells.find((cell) => cell.status === 'failed');
  return failed?.reason.message ?? document.recommendation.sentence;
}

/** Says a sentence on standard error, and passes on the exit code that goes with it. */
export function complain(line: ProgressLine, message: string, code: ExitCode): ExitCode {
  line.say(plainText(message));
  return code;
}

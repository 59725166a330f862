import type { BenchCommand } from '../arguments.ts';
import { exitCodes, gravest, type ExitCode } from '../exit-codes.ts';
import type { FinishedRun } from '../finished-run.ts';
import type { ProgressLine } from '../progress-line.ts';
import { complain, painter, textStream } from '../report.ts';
import { writeReports } from '../reports/write-reports.ts';
import { exitCodeOfJudgement } from './judge.ts';
import { reportedRuns, type Baseline } from './report-runs.ts';
import { formatVerdict } from './verdict-text.ts';
import { plainText } from '../plain-text.ts';

/** What the baseline says of the runs that a command ended with, on the terminal and in the reports asked for. */
export async function judgeFinished(
  command: BenchCommand,
  finished: readonly FinishedRun[],
  baseline: Baseline | null,
  line: ProgressLine,
): Promise<ExitCode> {
  if (finished.length === 0) return exitCodes.done;
  const isOneTarget = new Set(finished.map(({ target }) => target)).size === 1;
  const runs = reportedRuns(
    finished.map(({ target, document }) => ({ name: isOneTarget ? null : target, run: document })),
    baseline,
  );
  const stream = textStream(command);
  line.clear();
  for (const { title, judged } of runs) {
    if (judged === null) continue;
    const subject = runs.length === 1 ? '' : `${plainText(title)}\n`;
    stream.write(`\n${subject}${formatVerdict(judged, painter(stream))}`);
  }
  const problems = await writeReports(command.reports, { runs });
  return gravest([
    exitCodeOfJudgement(runs.flatMap(({ judged }) => judged ?? [])),
    ...problems.map((problem) => complain(line, problem, exitCodes.badUsageOrModel)),
  ]);
}

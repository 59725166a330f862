import { exitCodeOfJudgement } from '../baseline/judge.ts';
import { readNamedRuns } from '../baseline/read-runs.ts';
import { readBaseline, reportedRuns } from '../baseline/report-runs.ts';
import { formatVerdict } from '../baseline/verdict-text.ts';
import { readCommandLine, runToExit, say, sayAnd } from '../command-line.ts';
import { exitCodes, gravest, type ExitCode } from '../exit-codes.ts';
import { painter } from '../report.ts';
import { formatRun } from '../table.ts';
import { reportHelp } from './report-help.ts';
import { reportProblem, writeReports } from './write-reports.ts';

await runToExit(report);

/** `npm run -s report`: everything that the bench command says about runs, of runs that lie in files. */
async function report(): Promise<ExitCode> {
  const line = readCommandLine(process.argv.slice(2), {
    baseline: 'value',
    'fail-above': 'value',
    report: 'value',
    markdown: 'value',
    junit: 'value',
    help: 'flag',
  });
  if (line.status === 'refused') return sayAnd(line.message, exitCodes.badUsageOrModel);
  const { words, value, has } = line.value;
  if (has('help')) {
    process.stdout.write(reportHelp);
    return exitCodes.done;
  }
  if (words.length === 0)
    return sayAnd(
      'Name a file of runs, as --json of the bench command writes them.',
      exitCodes.badUsageOrModel,
    );
  const paths = { htmlPath: value('report'), markdownPath: value('markdown'), junitPath: value('junit') };
  const problem = await reportProblem(paths);
  if (problem !== null) return sayAnd(problem, exitCodes.badUsageOrModel);
  const baseline = await readBaseline(value('baseline'), value('fail-above'));
  if (baseline.status === 'refused') return sayAnd(baseline.message, exitCodes.badUsageOrModel);
  const named = await readNamedRuns(words);
  if (named.status === 'refused') return sayAnd(named.message, exitCodes.badUsageOrModel);

  const runs = reportedRuns(
    named.value.map(({ name, document }) => ({ name, run: document })),
    baseline.value,
  );
  const isPiped = Object.values(paths).includes('-');
  const stream = isPiped ? process.stderr : process.stdout;
  const paint = painter(stream);
  const width = stream.isTTY ? stream.columns : Number.POSITIVE_INFINITY;
  for (const [index, { run, judged }] of runs.entries()) {
    const verdict = judged === null ? '' : `\n${formatVerdict(judged, paint)}`;
    stream.write(`${index === 0 ? '' : '\n'}${formatRun(run, { width, paint })}${verdict}`);
  }
  const problems = await writeReports(paths, { runs });
  problems.forEach(say);
  return gravest([
    exitCodeOfJudgement(runs.flatMap(({ judged }) => judged ?? [])),
    ...(problems.length > 0 ? [exitCodes.badUsageOrModel] : []),
  ]);
}

import { deviceMatrices } from '#lib/core/recommendations/device-matrix.ts';
import { readNamedRuns } from '../baseline/read-runs.ts';
import { readCommandLine, runToExit, sayAnd } from '../command-line.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { outputProblem, writeOutput } from '../output.ts';
import { formatMatrix } from './matrix-text.ts';
import { matricesAsJson } from './matrix-json.ts';
import { toMatrixReport } from './matrix-report.ts';
import { nameRuns } from './name-runs.ts';

const help = `Sets runs of several devices and browsers side by side.

Usage: npm run -s matrix -- FILE... [options]

FILE is what --json of the bench command, or the page, wrote: one run or several. NAME=FILE names the device, for
example "Pixel 8=pixel.json". Runs of different models get a matrix each.

  --report FILE.html   heat map, the winner on each device, and the one configuration for all, as one HTML file
  --json FILE          the same as JSON; - is standard output, and the table then goes to standard error
  --help

Exit codes: 0 done; 2 bad usage, or a file that cannot be read or written.
`;

await runToExit(matrix);

async function matrix(): Promise<ExitCode> {
  const line = readCommandLine(process.argv.slice(2), { report: 'value', json: 'value', help: 'flag' });
  if (line.status === 'refused') return sayAnd(line.message, exitCodes.badUsageOrModel);
  const { words, value, has } = line.value;
  if (has('help')) {
    process.stdout.write(help);
    return exitCodes.done;
  }
  if (words.length === 0)
    return sayAnd(
      'Name files of runs, for example desk=desk.json phone=phone.json.',
      exitCodes.badUsageOrModel,
    );
  const [reportPath, jsonPath] = [value('report'), value('json')];
  for (const path of [reportPath, jsonPath]) {
    const problem = path === null || path === '-' ? null : await outputProblem(path);
    if (problem !== null) return sayAnd(problem, exitCodes.badUsageOrModel);
  }
  const runs = await readNamedRuns(words);
  if (runs.status === 'refused') return sayAnd(runs.message, exitCodes.badUsageOrModel);

  const matrices = deviceMatrices(nameRuns(runs.value));
  const stream = jsonPath === '-' ? process.stderr : process.stdout;
  const width = stream.isTTY ? stream.columns : Number.POSITIVE_INFINITY;
  stream.write(matrices.map((each) => formatMatrix(each, width)).join('\n'));
  const outputs = [
    { path: reportPath, text: () => toMatrixReport(matrices) },
    { path: jsonPath, text: () => matricesAsJson(matrices) },
  ];
  for (const { path, text } of outputs) {
    if (path === null) continue;
    const problem = path === '-' ? null : await writeOutput(path, text());
    if (problem !== null) return sayAnd(problem, exitCodes.badUsageOrModel);
    if (path === '-') await new Promise<void>((resolve) => process.stdout.write(text(), () => resolve()));
  }
  return exitCodes.done;
}

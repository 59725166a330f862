import { findBrowser } from './browser.ts';
import { fetchShelf } from './fetch-shelf.ts';
import { installOtherBrowsers } from './other-browsers.ts';
import { addCounts, formatCounts, type Counts } from './test-counts.ts';
import {
  buildRunner,
  playwrightRunner,
  staticRunners,
  vitestRunner,
  type Runner,
  type RunnerResult,
} from './test-runners.ts';

const parts = ['static', 'unit', 'e2e'] as const;
type Part = (typeof parts)[number];

await main();

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !parts.includes(name as Part));
  if (unknown !== undefined) {
    process.stderr.write(
      `There is no part "${unknown}": use ${parts.join(', ')}, or none of them for all tests.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const wanted = new Set(asked.length === 0 ? parts : (asked as Part[]));
  const results: Counts[] = [];
  if (wanted.has('static')) results.push(...(await runTogether(staticRunners)));
  for (const runner of await chooseRunners(wanted)) results.push(await runAndPrint(runner));
  const total = addCounts(results);
  process.exitCode = total.failed > 0 ? 1 : 0;
  process.stdout.write(`${formatCounts(total)}\n`);
}

async function chooseRunners(wanted: ReadonlySet<Part>): Promise<Runner[]> {
  const runners: Runner[] = [];
  if (wanted.has('unit')) runners.push(vitestRunner('node', {}));
  if (!wanted.has('unit') && !wanted.has('e2e')) return runners;
  await fetchShelf();
  const browser = await findBrowser({ install: true });
  // Minutes where they have to be fetched, so beside the unit tests; the end-to-end tests wait for them.
  const otherBrowsers = wanted.has('e2e') ? installOtherBrowsers() : Promise.resolve();
  const needingBrowser = (environment: Record<string, string>): Runner[] => [
    ...(wanted.has('unit') ? [vitestRunner('browser', environment)] : []),
    ...(wanted.has('e2e') ? [buildRunner, after(otherBrowsers, playwrightRunner(environment))] : []),
  ];
  if (browser.status === 'found') {
    return [...runners, ...needingBrowser({ INFEROMETER_BROWSER: browser.executablePath })];
  }
  const without = needingBrowser({}).map((runner) =>
    runner === buildRunner ? runner : { name: runner.name, run: () => broken(browser.message) },
  );
  return [...runners, ...without];
}

/** Two at a time: each keeps one core busy. Tests are never run so, because they measure. */
async function runTogether(runners: readonly Runner[]): Promise<Counts[]> {
  const queue = [...runners];
  const results: Counts[] = [];
  const work = async (): Promise<void> => {
    for (let runner = queue.shift(); runner !== undefined; runner = queue.shift())
      results.push(await runAndPrint(runner));
  };
  await Promise.all([work(), work()]);
  return results;
}

function after(ready: Promise<void>, runner: Runner): Runner {
  return {
    ...runner,
    run: async () => {
      await ready;
      return runner.run();
    },
  };
}

function broken(message: string): Promise<RunnerResult> {
  return Promise.resolve({ status: 'broken', message });
}

async function runAndPrint({ name, run }: Runner): Promise<Counts> {
  const startMs = performance.now();
  const result = await run();
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  const counts = result.status === 'counted' ? result.counts : { passed: 0, failed: 1, skipped: 0 };
  process.stdout.write(`${name}: ${formatCounts(counts)} (${seconds} s)\n`);
  if (result.status === 'broken') process.stderr.write(`${result.message}\n`);
  return counts;
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './build.ts';
import { projectRoot } from './paths.ts';
import { runCommand } from './run-command.ts';
import { readPlaywrightCounts, readVitestCounts, type Counts } from './test-counts.ts';

export type RunnerResult =
  | { status: 'counted'; counts: Counts }
  /** It ended without saying how many tests it ran, which counts as one failure. */
  | { status: 'broken'; message: string };

export type Runner = { name: string; run: () => Promise<RunnerResult> };

type StaticCheck = { name: string; commands: readonly (readonly string[])[] };

const binary = (name: string, ...path: string[]): string => join(projectRoot, 'node_modules', name, ...path);

/** In the order in which they begin, two at a time. Each counts as one test. The commands are Node scripts with their parameters; the first that fails ends the check. */
const staticChecks: readonly StaticCheck[] = [
  {
    name: 'types',
    commands: [
      [binary('@sveltejs/kit', 'svelte-kit.js'), 'sync'],
      [binary('svelte-check', 'bin', 'svelte-check'), '--tsgo', '--tsconfig', './tsconfig.json'],
    ],
  },
  // Second, because what follows reads files that the check of types makes first, and this reads none of them.
  {
    name: 'format',
    commands: [[binary('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  },
  {
    // Without the DOM's types: the clock and the page must be passed in.
    name: 'types of core',
    commands: [[binary('@typescript/native', 'bin', 'tsc'), '-p', 'src/lib/core/tsconfig.json', '--noEmit']],
  },
  {
    name: 'types of scripts',
    commands: [[binary('@typescript/native', 'bin', 'tsc'), '-p', 'scripts/tsconfig.json', '--noEmit']],
  },
  { name: 'lint', commands: [[binary('eslint', 'bin', 'eslint.js'), '.']] },
  {
    name: 'layers',
    commands: [
      [
        binary('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.mjs',
        'src',
        'scripts',
      ],
    ],
  },
  { name: 'dead code', commands: [[binary('knip', 'bin', 'knip.js'), '--no-progress']] },
];

export const staticRunners: readonly Runner[] = staticChecks.map(({ name, commands }) => ({
  name,
  run: async () => {
    for (const [script = '', ...parameters] of commands) {
      const outcome = await runNode(script, parameters);
      if (outcome.code === 0) continue;
      process.stderr.write(outcome.output);
      return { status: 'counted', counts: { passed: 0, failed: 1, skipped: 0 } };
    }
    return { status: 'counted', counts: { passed: 1, failed: 0, skipped: 0 } };
  },
}));

export const buildRunner: Runner = {
  name: 'build',
  run: async () => {
    const built = await ensureBuilt();
    return built.status === 'failed'
      ? { status: 'broken', message: built.message }
      : { status: 'counted', counts: { passed: 1, failed: 0, skipped: 0 } };
  },
};

/** Vitest's projects: `node`, and `browser`, which needs INFEROMETER_BROWSER or Playwright's own. */
export function vitestRunner(project: 'node' | 'browser', environment: Record<string, string>): Runner {
  return {
    name: `unit (${project})`,
    run: () =>
      withReport(async (report) => {
        const parameters = ['run', '--project', project, '--reporter=dot', '--reporter=json'];
        const script = binary('vitest', 'vitest.mjs');
        return runNode(script, [...parameters, `--outputFile.json=${report}`], environment);
      }, readVitestCounts),
  };
}

export function playwrightRunner(environment: Record<string, string>): Runner {
  return {
    name: 'end-to-end',
    run: () =>
      withReport(
        (report) =>
          runNode(binary('@playwright/test', 'cli.js'), ['test', '--reporter=line,json'], {
            ...environment,
            PLAYWRIGHT_JSON_OUTPUT_FILE: report,
          }),
        readPlaywrightCounts,
      ),
  };
}

type NodeOutcome = { code: number | null; output: string };

async function withReport(
  run: (report: string) => Promise<NodeOutcome>,
  readCounts: (report: string) => Counts | undefined,
): Promise<RunnerResult> {
  const folder = await mkdtemp(join(tmpdir(), 'inferometer-test-'));
  try {
    const report = join(folder, 'report.json');
    const outcome = await run(report);
    const counts = readCounts(await readFile(report, 'utf8').catch(() => ''));
    if (counts === undefined || (outcome.code !== 0 && counts.failed === 0)) {
      process.stderr.write(outcome.output);
      // Its tests passed, and yet it failed: an error outside them.
      if (counts !== undefined && counts.passed > 0) {
        return { status: 'counted', counts: { ...counts, failed: 1 } };
      }
      return { status: 'broken', message: 'The runner ended without a report; its messages stand above.' };
    }
    if (counts.failed > 0) process.stderr.write(outcome.output);
    if (counts.passed + counts.failed === 0)
      return { status: 'broken', message: 'The runner found no test.' };
    return { status: 'counted', counts };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runNode(
  script: string,
  parameters: readonly string[],
  environment: Record<string, string> = {},
): Promise<NodeOutcome> {
  const outcome = await runCommand(process.execPath, [script, ...parameters], {
    cwd: projectRoot,
    // Its output is kept and shown only when it fails, through our standard error.
    environment: { ...process.env, ...(process.stderr.isTTY ? {} : { NO_COLOR: '1' }), ...environment },
  });
  if (outcome.status === 'ended') return { code: outcome.code, output: outcome.stdout + outcome.stderr };
  return { code: 1, output: outcome.status === 'not-started' ? `${outcome.message}\n` : outcome.stderr };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { build, preview, type InlineConfig } from 'vite';
import { ratioOfRounds } from '#lib/core/statistics/compare.ts';
import type { SelfFigures } from '../tests/self/self-calls.ts';
import { chromiumSwitches, findBrowser, hasGpu } from './browser.ts';
import { engineBuild } from './engine-build.ts';
import { isolation } from './isolation-plugin.ts';
import { projectRoot } from './paths.ts';
import { responsiveness } from './responsiveness.ts';
import { runCommand } from './run-command.ts';
import { measureStartPage, workerFileSizes } from './start-page-size.ts';

/** `npm run bench:self`: what measuring itself costs, and what the start page weighs. Prints figures, judges none. */
const pairs = 10;
/** Above this a task is felt, and counts as long (W3C Long Tasks). */
const longTaskCpuMs = 50;
const model = { modelSize: 128, modelLayers: 12 };

const found = await findBrowser({ install: true });
if (found.status === 'none') {
  process.stderr.write(`${found.message}\n`);
  process.exit(3);
}
const browser = await chromium.launch({
  executablePath: found.executablePath,
  args: chromiumSwitches({ softwareGpu: !hasGpu() }),
});
try {
  await printMeasuringCost(browser);
  await printResponsiveness(browser);
  await printStartPage(browser);
  await printWorkerFiles();
  await printZooBuild();
} finally {
  await browser.close();
}

async function printMeasuringCost(browser: Browser): Promise<void> {
  const figures = await measuringCost(browser);
  const ours = figures.pairs.map(({ oursMs }) => oursMs);
  const bare = figures.pairs.map(({ bareMs }) => bareMs);
  // How many times longer our median is: the bare loop against ours.
  const ratio = ratioOfRounds(bare, ours);
  print('What measuring costs', [
    [
      'an engine that does nothing',
      `${figures.emptyEngineUsPerIteration.toFixed(1)} µs an iteration (wanted: at most 50) over ${figures.emptyEngineIterations} iterations`,
    ],
    ['our median, each pair', `${ours.map(milliseconds).join(' ')} ms`],
    ["a bare loop's median", `${bare.map(milliseconds).join(' ')} ms`],
    [
      'ours over bare',
      ratio === null || ratio.low === null
        ? 'too few pairs'
        : `${ratio.ratio.toFixed(4)} (${ratio.low.toFixed(4)}–${ratio.high.toFixed(4)}, 95 %; wanted: upper end at most 1.02) over ${ratio.pairs} alternating pairs`,
    ],
  ]);
}

async function measuringCost(browser: Browser): Promise<SelfFigures> {
  const outDir = await mkdtemp(join(tmpdir(), 'inferometer-self-'));
  const settings: InlineConfig = {
    ...engineBuild,
    configFile: false,
    logLevel: 'error',
    root: join(projectRoot, 'tests', 'self'),
    plugins: [isolation],
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  };
  try {
    await build(settings);
    const server = await preview({ ...settings, preview: { port: 0, host: '127.0.0.1' } });
    try {
      const page = await browser.newPage();
      await page.goto(server.resolvedUrls?.local[0] ?? '');
      await page.waitForFunction(() => 'measureSelf' in globalThis);
      const figures = await page.evaluate(
        (request) =>
          (globalThis as unknown as { measureSelf(request: unknown): Promise<SelfFigures> }).measureSelf(
            request,
          ),
        { pairs, ...model },
      );
      await page.close();
      return figures;
    } finally {
      await server.close();
    }
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

async function printResponsiveness(browser: Browser): Promise<void> {
  const tasks = await responsiveness(browser);
  const long = tasks.filter(({ cpuMs }) => cpuMs > longTaskCpuMs);
  print('How responsive the page stays while measuring (a small model, from the click to the last chart)', [
    [
      'tasks of the main thread',
      `${tasks.length}, ${long.length} of them over ${longTaskCpuMs} ms of CPU time (wanted: none)`,
    ],
    [
      'the ten longest',
      `${tasks
        .slice(0, 10)
        .map(({ cpuMs }) => cpuMs.toFixed(1))
        .join(' ')} ms`,
    ],
    ...tasks
      .slice(0, Math.max(3, long.length))
      .map(
        ({ cpuMs, wallMs, startMs, parts }, index) =>
          [
            `task ${index + 1}`,
            `${cpuMs.toFixed(1)} ms of CPU time in ${wallMs.toFixed(1)} ms, ${(startMs / 1000).toFixed(1)} s after the click: ${parts
              .map((part) => `${part.name} ${part.cpuMs.toFixed(1)}`)
              .join(', ')}`,
          ] as const,
      ),
  ]);
}

async function printStartPage(browser: Browser): Promise<void> {
  const sizes = await measureStartPage(browser);
  print('What the start page loads, as it travels (compressed)', [
    [
      'JavaScript before the page is usable',
      `${kilobytes(sizes.criticalScriptBytes)} kB in ${sizes.criticalScripts} files (wanted: at most 90 kB)`,
    ],
    [
      'JavaScript once idle, probe included',
      `${kilobytes(sizes.idleScriptBytes)} kB in ${sizes.idleScripts} files`,
    ],
    ['everything else', `${kilobytes(sizes.otherBytes)} kB`],
    ['engine files loaded', sizes.engineFiles.length === 0 ? 'none' : sizes.engineFiles.join(', ')],
  ]);
}

async function printWorkerFiles(): Promise<void> {
  const files = await workerFileSizes();
  print(
    'What workers load when a cell needs it (Brotli)',
    files.map(({ name, bytes }) => [name, `${kilobytes(bytes)} kB`] as const),
  );
}

async function printZooBuild(): Promise<void> {
  const outcome = await runCommand(process.execPath, [join(projectRoot, 'scripts', 'zoo-build.ts')]);
  if (outcome.status !== 'ended' || outcome.code !== 0) throw new Error('The zoo could not be built.');
  const figures = JSON.parse(outcome.stdout) as { elapsedMs: number; modelBytes: number; grownBytes: number };
  const { elapsedMs, modelBytes, grownBytes } = figures;
  print('What building ResNet-50 takes, in Node, in blobs', [
    ['time', `${(elapsedMs / 1000).toFixed(2)} s (wanted: under 2 s on a laptop’s core)`],
    [
      'memory that the process grew by',
      `${(grownBytes / 1e6).toFixed(0)} MB for ${(modelBytes / 1e6).toFixed(0)} MB, ${(grownBytes / modelBytes).toFixed(2)} times (wanted: at most 2)`,
    ],
  ]);
}

function print(title: string, lines: readonly (readonly [string, string])[]): void {
  const width = Math.max(...lines.map(([name]) => name.length));
  const rows = lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`);
  process.stdout.write(`${title}\n${rows.join('')}\n`);
}

function milliseconds(valueMs: number): string {
  return valueMs.toFixed(3);
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

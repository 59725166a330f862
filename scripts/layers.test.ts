import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from './paths.ts';
import { runCommand } from './run-command.ts';

/** What must be caught: the file, what it says, and the dependency-cruiser rule that names it (if its kind of import can be seen there). */
const violations = [
  ['src/lib/core/planted.ts', "import '#lib/device/target.ts';", 'layer-core'],
  [
    'src/lib/core/planted.ts',
    "import { type Target } from '../engines/target.ts';\nexport type T = Target;",
    'layer-core',
  ],
  ['src/lib/onnx/planted.ts', "export const load = () => import('#lib/workers/target.ts');", 'layer-onnx'],
  ['src/lib/device/planted.ts', "export type T = import('#lib/bench/target.ts').Target;", 'layer-device'],
  ['src/lib/ui/planted.ts', "import '#lib/engines/target.ts';", 'layer-ui'],
  ['src/routes/planted.ts', "import '#lib/server/target.ts';", 'layer-routes'],
  ['src/cli/planted.ts', "import '#lib/engines/target.ts';", 'layer-cli'],
  ['src/lib/engines/tfjs/planted.ts', "import '#lib/engines/onnxruntime-web/target.ts';", 'sibling-tfjs'],
  ['src/lib/engines/onnxruntime-web/planted.ts', "import '../tfjs/target.ts';", 'sibling-onnxruntime-web'],
  ['src/lib/bench/planted.ts', "import 'onnxruntime-web/wasm';", 'package-home-1'],
  ['src/lib/engines/onnxruntime-web/planted.ts', "import '@tensorflow/tfjs-core';", 'package-home-2'],
  ['src/lib/ui/planted.ts', "import 'chart.js';", 'package-home-3'],
  ['src/lib/models/planted.ts', "import 'node:sqlite';", 'package-home-4'],
  ['src/lib/core/planted.ts', "import 'playwright';", 'package-home-5'],
  ['src/lib/core/planted.ts', "import 'bowser';", 'packages-of-core'],
  ['src/lib/core/planted.ts', "import 'node:fs';", 'packages-of-core'],
  ['src/lib/bench/planted.ts', "import 'svelte';", 'package-home-6'],
  ['src/lib/engines/planted.ts', "import 'pbf';", 'package-home-8'],
] as const;

const clean = [
  ['src/lib/ui/planted.ts', "import '#lib/bench/target.ts';\nimport './target.ts';"],
  ['src/lib/ui/charts/planted.ts', "import 'chart.js';\nimport '#lib/core/target.ts';"],
  [
    'src/lib/engines/onnxruntime-web/planted.ts',
    "import 'onnxruntime-web/wasm';\nimport '#lib/engines/target.ts';",
  ],
  ['src/lib/server/planted.ts', "import 'node:sqlite';\nimport '#lib/device/target.ts';"],
  ['src/routes/api/+server.ts', "import '#lib/server/target.ts';\nimport '#lib/core/target.ts';"],
  ['src/cli/planted.ts', "import 'playwright';\nimport '../../scripts/target.ts';"],
] as const;

describe('ESLint', () => {
  const eslint = new ESLint({ cwd: projectRoot });
  const restrictions = async (path: string, text: string): Promise<(string | null)[]> => {
    const [result] = await eslint.lintText(text, { filePath: join(projectRoot, path) });
    return (result?.messages ?? [])
      .map(({ ruleId, fatal, message }) => (fatal ? message : ruleId))
      .filter((rule) => rule === null || /restricted|error/i.test(rule));
  };

  test.each(violations)(
    '%s: %s',
    async (path, text) => {
      expect(await restrictions(path, text)).toHaveLength(1);
    },
    30_000,
  );

  test('a type import inside a .svelte file', async () => {
    const text =
      '<script lang="ts">\n  import type { T } from \'#lib/engines/target.ts\';\n  let { t }: { t: T } = $props();\n</script>\n{t}\n';
    expect(await restrictions('src/lib/ui/Planted.svelte', text)).toEqual(['no-restricted-imports']);
    expect(await restrictions('src/lib/ui/Planted.svelte', text.replace('engines', 'bench'))).toEqual([]);
  });

  test('server code in a page, and the second spelling of #lib', async () => {
    expect(await restrictions('src/routes/planted.ts', "import '#lib/server/target.ts';")).toHaveLength(1);
    expect(await restrictions('src/lib/ui/planted.ts', "import '$lib/bench/target.ts';")).toHaveLength(1);
    expect(await restrictions('src/lib/core/planted.ts', 'export enum Colour { red }')).toHaveLength(1);
  });

  test.each(clean)('%s may', async (path, text) => {
    expect(await restrictions(path, text)).toEqual([]);
  });
});

describe('dependency-cruiser', () => {
  let root = '';
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const cruise = async (): Promise<{ rule: { name: string }; from: string }[]> => {
    const outcome = await runCommand(
      process.execPath,
      [
        join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
        ...[
          '--config',
          join(projectRoot, '.dependency-cruiser.mjs'),
          '--output-type',
          'json',
          'src',
          'scripts',
        ],
      ],
      { cwd: root },
    );
    if (outcome.status !== 'ended') throw new Error(outcome.status);
    return (
      JSON.parse(outcome.stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } }
    ).summary.violations;
  };

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'inferometer-layers-'));
    await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
    await write('package.json', '{ "type": "module", "imports": { "#lib/*": "./src/lib/*" } }');
    const folders = ['core', 'onnx', 'workers', 'device', 'models', 'engines', 'bench', 'server', 'ui'];
    const nested = ['engines/tfjs', 'engines/onnxruntime-web'];
    for (const folder of [...folders, ...nested])
      await write(`src/lib/${folder}/target.ts`, 'export type Target = 1;\n');
    await write('scripts/target.ts', 'export const target = 1;\n');
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test('sees every planted violation in a tree', async () => {
    const planted = violations.map(([path, text, rule], index) => ({
      path: path.replace('planted', `planted-${index}`),
      text,
      rule,
    }));
    for (const { path, text } of planted) await write(path, text);
    const found = await cruise();
    for (const { path, rule } of planted) {
      expect(
        found.filter(({ from }) => from === path).map((violation) => violation.rule.name),
        path,
      ).toContain(rule);
      await rm(join(root, path));
    }
  }, 60_000);

  test('finds nothing in a clean tree', async () => {
    for (const [path, text] of clean) await write(path, text);
    const layerRules = (await cruise()).filter(({ rule }) => /^(layer|sibling|package)-/.test(rule.name));
    expect(layerRules).toEqual([]);
  }, 60_000);
});

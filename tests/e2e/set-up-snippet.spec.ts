import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import { setUpSnippet, type SetUpSnippet } from '#lib/core/recommendations/set-up-snippet.ts';
import { slowGraphModel, smallLayersModel, type ModelFile } from '../../src/lib/engines/tfjs/small-models.ts';
import { projectRoot } from '../../scripts/paths.ts';
import { smallConvolutionalNet } from '../fixtures/onnx-models.ts';

/** The code that the result page offers, put into an app of its own, bundled as a reader would, and run. */

const app = join(projectRoot, 'test-results', 'set-up-snippets');
const site = join(app, 'dist');
const types: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
};
const input = (name: string, shape: number[]): InputSpec => ({
  name,
  dtype: 'float32',
  shape,
  rule: { kind: 'normal' },
});

const onnx = {
  engine: 'onnxruntime-web',
  engineVersion: '1.30.0',
  format: 'onnx',
  inputs: [input('x', [1, 3, 32, 32])],
  files: [{ name: 'model.onnx', bytes: new Uint8Array(smallConvolutionalNet()) }],
};
const graph = {
  engine: 'tfjs',
  engineVersion: '4.22.0',
  format: 'tfjs-graph',
  inputs: [input('x:0', [64, 64])],
  files: slowGraphModel(64, 2),
};
const layers = {
  ...graph,
  format: 'tfjs-layers',
  inputs: [input('left', [1, 6]), input('right', [1, 6])],
  files: smallLayersModel(),
};
const cases = [
  { model: onnx, backend: 'wasm-simd', threads: 1 },
  { model: onnx, backend: 'wasm-threads', threads: 2 },
  { model: onnx, backend: 'webgpu', threads: 1 },
  { model: onnx, backend: 'webgl', threads: 1 },
  { model: layers, backend: 'wasm-simd', threads: 1 },
  { model: graph, backend: 'webgl', threads: 1 },
  { model: graph, backend: 'webgpu', threads: 1 },
  // One thread more than half of a small machine's cores would give.
  { model: graph, backend: 'wasm-threads', threads: 2 },
] as const;

const snippets = cases.map(({ model, backend, threads }) => {
  const snippet = setUpSnippet(
    { ...model, backend, batch: 1, threads: { requested: threads, observed: threads } },
    { format: model.format, fed: [{ batch: 1, inputs: model.inputs }] },
  );
  if (snippet === null) throw new Error('There is no snippet.');
  return snippet;
});

/** What the server serves beside the app: one case's model and headers at a time. */
let served: { files: readonly ModelFile[]; headers: SetUpSnippet['headers'] } = {
  files: [],
  headers: [],
};
let server: Server;
let origin = '';

test.beforeAll(async () => {
  await rm(app, { recursive: true, force: true });
  await mkdir(join(app, 'public'), { recursive: true });
  await symlink(join(projectRoot, 'node_modules'), join(app, 'node_modules'));
  for (const [index, { code, language, commands }] of snippets.entries()) {
    for (const command of commands.filter((each) => !each.startsWith('npm install')))
      execFileSync('bash', ['-c', command], { cwd: app });
    if (language === 'html') await writeFile(join(app, 'public', `${index}.html`), code);
    else {
      await writeFile(join(app, `${index}.html`), `<script type="module" src="/${index}.js"></script>`);
      await writeFile(join(app, `${index}.js`), code);
    }
  }
  const pages = snippets.flatMap(({ language }, index) => (language === 'js' ? [`${index}.html`] : []));
  await build({
    root: app,
    configFile: false,
    logLevel: 'error',
    build: { target: 'es2022', rolldownOptions: { input: pages.map((page) => join(app, page)) } },
  });
  server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    for (const [header, value] of served.headers) response.setHeader(header, value);
    response.setHeader('Content-Type', types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
    const model = served.files.find((file) => file.name === name);
    if (model !== undefined) return response.end(model.bytes);
    readFile(join(site, name)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.afterAll(async () => {
  server.close();
  await rm(app, { recursive: true, force: true });
});

for (const [index, { model, backend }] of cases.entries()) {
  test(`the code for ${model.engine} (${model.format}) on ${backend} runs in an app of its own`, async ({
    page,
  }) => {
    const { headers } = snippets[index] ?? { headers: [] };
    served = { files: model.files, headers };
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    // Outputs are printed as a shape and numbers.
    const printed = page.waitForEvent('console', {
      predicate: (message) => message.type() === 'log' && /\w*Array|\[/.test(message.text()),
    });
    await page.goto(`${origin}/${index}.html`);
    const values = await Promise.all((await printed).args().map((argument) => argument.jsonValue()));
    const numbers = Object.values(values.at(-1) as Record<string, number>);
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers.every(Number.isFinite)).toBe(true);
    expect(problems).toEqual([]);
    if (backend !== 'wasm-threads') return;
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(page.workers().length).toBeGreaterThan(0);
  });
}

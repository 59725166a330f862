import type { InputSpec } from '../protocol/input-spec.ts';
import type { TensorType } from '../protocol/tensors.ts';
import type { CellKey } from '../results/ids.ts';
import type { MeasuredCell, RunDocument } from '../results/run-document.ts';

/** How to run a measured configuration in an app of one's own. */
export interface SetUpSnippet {
  /** Shell commands: packages, and files that the site has to serve by itself. */
  readonly commands: readonly string[];
  /** A module for a bundler, or a page whose scripts are served as they are. */
  readonly code: string;
  readonly language: 'js' | 'html';
  /** Response headers of the page and of every script it starts; empty where none are needed. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly notes: readonly string[];
}

/** Isolation, without which browsers give no shared memory and engines quietly take one thread. */
const isolation = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
] as const;
const threadsNote =
  'Threads need the two headers on the page, and on every script that it starts as a worker. Without them the engine runs on one thread and says nothing.';

/**
 * The code that sets a measured cell up elsewhere, with the versions, threads and inputs that were measured; inputs are
 * zeros to be replaced. Null for an engine it does not know.
 */
export function setUpSnippet(
  cell: Pick<MeasuredCell, 'engine' | 'engineVersion' | 'threads'> & Pick<CellKey, 'backend' | 'batch'>,
  model: Pick<RunDocument['model'], 'format' | 'fed'>,
): SetUpSnippet | null {
  const inputs = (model.fed.find(({ batch }) => batch === cell.batch) ?? model.fed[0])?.inputs ?? [];
  const wanted: Wanted = {
    backend: cell.backend,
    version: cell.engineVersion,
    threads: cell.threads.observed ?? cell.threads.requested,
    format: model.format,
    inputs,
  };
  if (cell.engine === 'onnxruntime-web') return onnxRuntime(wanted);
  return cell.engine === 'tfjs' ? tensorFlow(wanted) : null;
}

interface Wanted {
  readonly backend: CellKey['backend'];
  readonly version: string;
  readonly threads: number;
  readonly format: string;
  readonly inputs: readonly InputSpec[];
}

function onnxRuntime({ backend, version, threads, format, inputs }: Wanted): SetUpSnippet {
  const provider = backend === 'webgpu' || backend === 'webgl' ? backend : 'wasm';
  const binaries = backend === 'webgpu' ? 'ort-wasm-simd-threaded.asyncify' : 'ort-wasm-simd-threaded';
  const code = [
    `import * as ort from 'onnxruntime-web/${provider}';`,
    '',
    ...(backend === 'webgl'
      ? []
      : [
          '// The runtime fetches its own two files from here.',
          "ort.env.wasm.wasmPaths = new URL('/onnxruntime/', location.origin).href;",
          `ort.env.wasm.numThreads = ${threads};`,
          '',
        ]),
    `const session = await ort.InferenceSession.create('/model.${format === 'ort' ? 'ort' : 'onnx'}', {`,
    `  executionProviders: ['${provider}'],`,
    '});',
    '',
    '// Zeros, in the shapes that were measured: put your data here.',
    'const feeds = {',
    ...inputs.map(
      ({ name, dtype, shape }) =>
        `  ${key(name)}: new ort.Tensor('${dtype}', new ${arrayOf(dtype)}(${sizeOf(shape)}), [${shape.join(', ')}]),`,
    ),
    '};',
    'const outputs = await session.run(feeds);',
    'for (const name of session.outputNames) console.log(name, outputs[name].dims, outputs[name].data);',
    '',
  ];
  return {
    commands: [
      `npm install onnxruntime-web@${version}`,
      ...(backend === 'webgl'
        ? []
        : [
            'mkdir -p public/onnxruntime',
            `cp node_modules/onnxruntime-web/dist/${binaries}.{mjs,wasm} public/onnxruntime/`,
          ]),
    ],
    code: code.join('\n'),
    language: 'js',
    headers: backend === 'wasm-threads' ? isolation : [],
    notes: [
      ...(backend === 'wasm-threads' ? [threadsNote] : []),
      'One provider only: with several, a provider that fails is dropped with no more than a warning in the console.',
    ],
  };
}

function tensorFlow(wanted: Wanted): SetUpSnippet {
  return wanted.backend === 'wasm-threads' ? tensorFlowThreads(wanted) : tensorFlowModule(wanted);
}

function tensorFlowModule({ backend, version, format, inputs }: Wanted): SetUpSnippet {
  const isWasm = backend === 'wasm-simd';
  const name = isWasm ? 'wasm' : backend;
  const isLayers = format === 'tfjs-layers';
  const reader = isLayers ? 'tfjs-layers' : 'tfjs-converter';
  const code = [
    "import * as tf from '@tensorflow/tfjs-core';",
    `import { ${loaderOf(format)} } from '@tensorflow/${reader}';`,
    isWasm
      ? "import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';"
      : `import '@tensorflow/tfjs-backend-${name}';`,
    '',
    ...(isWasm
      ? [
          "setWasmPaths('/tfjs/');",
          '// One thread, as measured: the binary without threads.',
          "tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);",
        ]
      : []),
    `if (!(await tf.setBackend('${name}'))) throw new Error('This browser has no ${name} backend.');`,
    '',
    `const model = await ${loaderOf(format)}('/model.json');`,
    ...runLines(inputs, isLayers, ''),
    '',
  ];
  return {
    commands: [
      `npm install @tensorflow/tfjs-core@${version} @tensorflow/${reader}@${version} @tensorflow/tfjs-backend-${name}@${version}`,
      ...(isWasm ? copyBinaries('tfjs-backend-wasm-simd') : []),
    ],
    code: code.join('\n'),
    language: 'js',
    headers: [],
    notes: [
      'setBackend answers false when it fails, and the next operation takes another backend in silence: check the answer.',
    ],
  };
}

/** Threads start from the source of the package's own function, which bundlers' minifiers break: so no bundler here. */
function tensorFlowThreads({ version, threads, format, inputs }: Wanted): SetUpSnippet {
  const isLayers = format === 'tfjs-layers';
  const reader = isLayers ? 'layers' : 'converter';
  const scripts = ['core', reader, 'backend-wasm'];
  const code = [
    ...scripts.map((name) => `<script src="/tfjs/tf-${name}.min.js"></script>`),
    '<script type="module">',
    "  tf.wasm.setWasmPaths('/tfjs/');",
    `  tf.wasm.setThreadsCount(${threads});`,
    "  if (!(await tf.setBackend('wasm'))) throw new Error('The WASM backend did not start.');",
    "  console.log('threads', tf.wasm.getThreadsCount());",
    '',
    `  const model = await tf.${loaderOf(format)}('/model.json');`,
    ...runLines(inputs, isLayers, '  '),
    '</script>',
    '',
  ];
  return {
    commands: [
      `npm install ${scripts.map((name) => `@tensorflow/tfjs-${name}@${version}`).join(' ')}`,
      ...copyBinaries('tfjs-backend-wasm-threaded-simd'),
      `cp ${scripts.map((name) => `node_modules/@tensorflow/tfjs-${name}/dist/tf-${name}.min.js`).join(' ')} public/tfjs/`,
    ],
    code: code.join('\n'),
    language: 'html',
    headers: isolation,
    notes: [
      threadsNote,
      'Serve these scripts as the packages ship them. TensorFlow.js starts its threads from the source of its own function, and a bundler’s minifier breaks it.',
      'TensorFlow.js takes at most half of the device’s logical cores, whatever it is told.',
    ],
  };
}

function loaderOf(format: string): 'loadLayersModel' | 'loadGraphModel' {
  return format === 'tfjs-layers' ? 'loadLayersModel' : 'loadGraphModel';
}

function copyBinaries(binary: string): string[] {
  return [
    'mkdir -p public/tfjs',
    `cp node_modules/@tensorflow/tfjs-backend-wasm/dist/${binary}.wasm public/tfjs/`,
  ];
}

function runLines(inputs: readonly InputSpec[], isLayers: boolean, indent: string): string[] {
  const zeros = ({ shape, dtype }: InputSpec) =>
    `tf.zeros([${shape.join(', ')}], '${dtype === 'float32' || dtype === 'bool' ? dtype : 'int32'}')`;
  const lines = [
    '// Zeros, in the shapes that were measured: put your data here.',
    ...(isLayers
      ? [`const outputs = [model.predict([${inputs.map(zeros).join(', ')}])].flat();`]
      : [
          'const answer = await model.executeAsync({',
          ...inputs.map((input) => `  ${key(input.name)}: ${zeros(input)},`),
          '});',
          'const outputs = [answer].flat();',
        ]),
    'for (const output of outputs) console.log(output.shape, await output.data());',
  ];
  return lines.map((line) => `${indent}${line}`);
}

/** Names of inputs come from strangers' models and stand in code: quoted, and never able to end a script. */
function key(name: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(name)) return name;
  return JSON.stringify(name)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function arrayOf(dtype: TensorType): string {
  const arrays: Record<TensorType, string> = {
    float32: 'Float32Array',
    float16: 'Uint16Array',
    float64: 'Float64Array',
    int8: 'Int8Array',
    uint8: 'Uint8Array',
    int16: 'Int16Array',
    uint16: 'Uint16Array',
    int32: 'Int32Array',
    uint32: 'Uint32Array',
    int64: 'BigInt64Array',
    uint64: 'BigUint64Array',
    bool: 'Uint8Array',
  };
  return arrays[dtype];
}

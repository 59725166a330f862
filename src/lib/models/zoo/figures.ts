// Written by `node scripts/zoo-figures.ts`.
import type { ZooId, ZooPrecision } from './catalogue.ts';

export interface ZooFileFigures {
  readonly bytes: number;
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string;
}

/** What is counted and hashed of a model, at its default sizes. */
export interface ZooFigures {
  /** Multiply-accumulates of convolutions and matrix products. */
  readonly macs: number;
  readonly files: Readonly<Partial<Record<ZooPrecision, ZooFileFigures>>>;
}

export const zooFigures: Readonly<Record<ZooId, ZooFigures>> = {
  'mobilenet-v2': {
    macs: 300774272,
    files: {
      fp32: { bytes: 13970778, sha256: 'c01be4d0008d7f9bf21dd4a4bbe0048bd4ffc78e627796dd7d83ba383df346a2' },
      fp16: { bytes: 6995208, sha256: '64b475d271e38d52a5ac0c51bc0888d0219887c0b42e3c7db67abc2c101f614e' },
    },
  },
  'resnet50-v1': {
    macs: 3857973248,
    files: {
      fp32: { bytes: 102139404, sha256: '9bc0ae0338937ae909e9a87133eded6ddc9a7b26eb9ec1e7e30975e78264d11e' },
      fp16: { bytes: 51078520, sha256: '0e6af367570f9f7ea270d109293c0ce8a4aed535a4d379ab3ef9dac3432da5f1' },
    },
  },
  'shufflenet-v2': {
    macs: 144907992,
    files: {
      fp32: { bytes: 9110612, sha256: '4e978d32fb2656b5bb4883a0c503bbc7699b5aaf15acbd7ad3096bb0d9b898d6' },
      fp16: { bytes: 4569646, sha256: '223a1d4cfbe1d75972e9d2e68051e3940d1f6912b403218c913e2a08df6ff557' },
    },
  },
  'efficientnet-lite4': {
    macs: 2553034336,
    files: {
      fp32: { bytes: 51834195, sha256: '1f337526bf615975f9d0b9a8c56054d50d4f64afcfa0c56f478fb68ef763c7eb' },
      fp16: { bytes: 25933469, sha256: '7c104feb30700ac9b58fd0cf9e5aa035f4e4f874717ba2362802859f8797bef0' },
    },
  },
  'fast-neural-style': {
    macs: 7716667392,
    files: {
      fp32: { bytes: 6726893, sha256: 'af4201a7851226fb37219e8b8c55214ff33aa630a4100a4845501c3c399f7625' },
      fp16: { bytes: 3368495, sha256: 'c388015d1850c81a45b7be40915d1326b6283aef60b126a6ae3ce4d9b5577b23' },
    },
  },
  'super-resolution': {
    macs: 2984869888,
    files: {
      fp32: { bytes: 240161, sha256: '7fb93cc859d21e49b1b24915389a2dd675f20789c026674550ca9e45c1868865' },
      fp16: { bytes: 120947, sha256: '8e2506a0081e4e5761b70fbc2905e4c0eb8f87212fa34f305d087b87f7de6c26' },
    },
  },
  'bert-base-squad': {
    macs: 22951624704,
    files: {
      fp32: { bytes: 435613738, sha256: '0716806ab76337316245831b6bdc6fa1a833999704db2e86319a3c81f90536c0' },
      int8: { bytes: 109325803, sha256: '7177cf76e5327e2a139a5bf61d440567d2fddde7f2390b7303afec293b9054ea' },
    },
  },
  'yolo-v4': {
    macs: 30052385792,
    files: {
      fp32: { bytes: 257366845, sha256: '3e9e809bf581b1441360ec735b8a42eee0ce8683e4f768a593a6596c1db0b60e' },
      fp16: { bytes: 128707145, sha256: '6d315d21654b9bbe47a897f08b264dbd8cfa7dca20fac672642c82b33b45ea2b' },
    },
  },
  'minilm-l6': {
    macs: 1434451968,
    files: {
      fp32: { bytes: 90282667, sha256: 'c713cf8fb0e9a69d349fc2f4aaf565c5d4c830114deb76763197585ca125f3ea' },
      int8: { bytes: 22692356, sha256: 'df646ef9ee130eac46305d2a5c9c6907a5bb9caf53366fa2331a5aa7f777262b' },
    },
  },
  'deit-tiny': {
    macs: 1253683200,
    files: {
      fp32: { bytes: 22899382, sha256: 'ad06307cc6ce524856b3f6e215d623b3b30f761317892c4726d32f3991ac5645' },
      int8: { bytes: 6993129, sha256: '1547f6936242b7d1090aaaf52608d084a4905e6e71e9b9b6a98bddbbc76d8ef0' },
    },
  },
  'whisper-tiny-encoder': {
    macs: 18468864000,
    files: {
      fp32: { bytes: 32846495, sha256: '4a09574cb92bd505863b17ac719ecd57fff48cdae2eb4c05dfa8e3d27e2d8c2b' },
      int8: { bytes: 11621337, sha256: '747ddda00dde1adc5aa931b4334086ea011333b08856dd79a43081944a9d258c' },
    },
  },
  'smollm2-135m-decode': {
    macs: 143327232,
    files: {
      fp32: { bytes: 538192879, sha256: '9b9b083c45949262dfba91c9c117039ba9c72973449229895217776d0a41f7e4' },
      int8: { bytes: 134823844, sha256: 'd9ab16444d5614f26ff19f75d1349719d20aee6f2db791b346e8abb52c836a4b' },
    },
  },
};

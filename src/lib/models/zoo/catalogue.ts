import { noResidents, type ResidentTensors } from '#lib/core/protocol/resident-tensors.ts';
import type { InputRule } from '#lib/core/protocol/input-spec.ts';
import type { ModelPrecision } from '#lib/onnx/precision.ts';
import { zooFigures, type ZooFigures } from './figures.ts';

/**
 * The zoo: architectures that are built where they are measured, with synthetic weights, so that nothing is downloaded
 * and every device measures the same bytes. Plain data: the start page reads it. What is counted or hashed comes from
 * `figures.ts`, which a script writes.
 */
export const zooIds = [
  'mobilenet-v2',
  'resnet50-v1',
  'shufflenet-v2',
  'efficientnet-lite4',
  'fast-neural-style',
  'super-resolution',
  'bert-base-squad',
  'yolo-v4',
  'minilm-l6',
  'deit-tiny',
  'whisper-tiny-encoder',
  'smollm2-135m-decode',
] as const;

export type ZooId = (typeof zooIds)[number];
export type ZooDim = 'batch' | 'imageSize' | 'sequenceLength';
/** `fp16` stores and computes in half precision; `int8` quantizes the linear layers, activations while the model runs. */
export type ZooPrecision = Exclude<ModelPrecision, 'int4'>;

/** Which sizes a model can be built for: multiples of `multipleOf` from `minimum` to `maximum`. */
export interface DimRange {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly multipleOf: number;
}

export interface ZooModel extends ZooFigures, ZooDescription {}

interface ZooDescription {
  readonly id: ZooId;
  /** Raised with every change of graph or weights, so that results of different bytes never mix. */
  readonly version: number;
  readonly title: string;
  readonly task: string;
  readonly description: string;
  /** The paper, and the implementation that the graph follows. */
  readonly source: string;
  /**
   * As published. Batch norm is folded into the convolutions, as exporters do it, which leaves one of its two
   * parameters for each channel: published = those in the file + `batchNormChannels`.
   */
  readonly publishedParameters: number;
  readonly batchNormChannels: number;
  /** The sizes that can be chosen, by name; whatever is not here is fixed. */
  readonly dims: Readonly<Partial<Record<ZooDim, DimRange>>>;
  /** What can be built; always fp32, and what is smaller. */
  readonly precisions: readonly ['fp32', 'fp16' | 'int8'];
  /**
   * What the inputs are filled with, by a name or, ending in `*`, by the beginning of names. `last-position` is the
   * constant `sequenceLength` − 1.
   */
  readonly inputs: Readonly<Record<string, InputRule | 'last-position'>>;
  /** Inputs and outputs that an application would keep on the device; names as in `inputs`. */
  readonly resident: ResidentTensors;
}

const batch: DimRange = { default: 1, minimum: 1, maximum: 64, multipleOf: 1 };
const pixels = (size: number, multipleOf = 1): DimRange => ({
  default: size,
  minimum: 64,
  maximum: 1024,
  multipleOf,
});
const tokens = (count: number): DimRange => ({ default: count, minimum: 2, maximum: 512, multipleOf: 1 });

const normal: InputRule = { kind: 'normal' };
const textInputs: Readonly<Record<string, InputRule>> = {
  input_ids: { kind: 'integers', low: 0, high: 30_521 },
  attention_mask: { kind: 'constant', value: 1 },
  token_type_ids: { kind: 'integers', low: 0, high: 1 },
};

const convolutional = { version: 1, precisions: ['fp32', 'fp16'], resident: noResidents } as const;
const transformer = { version: 1, precisions: ['fp32', 'int8'], resident: noResidents } as const;

const descriptions: readonly ZooDescription[] = [
  {
    ...convolutional,
    id: 'mobilenet-v2',
    title: 'MobileNetV2',
    task: 'Image classification',
    description: 'Says what a picture shows; made for phones, out of depthwise convolutions.',
    source:
      'Sandler et al. 2018, MobileNetV2: Inverted Residuals and Linear Bottlenecks; torchvision mobilenet_v2',
    publishedParameters: 3_504_872,
    batchNormChannels: 17_056,
    dims: { batch, imageSize: pixels(224) },
    inputs: { input: normal },
  },
  {
    ...convolutional,
    id: 'resnet50-v1',
    title: 'ResNet-50',
    task: 'Image classification',
    description: 'Says what a picture shows; the yardstick of most benchmarks. Version 1.',
    source:
      'He et al. 2015, Deep Residual Learning for Image Recognition; torchvision resnet50, strides as published',
    publishedParameters: 25_557_032,
    batchNormChannels: 26_560,
    dims: { batch, imageSize: pixels(224) },
    inputs: { input: normal },
  },
  {
    ...convolutional,
    id: 'shufflenet-v2',
    title: 'ShuffleNetV2',
    task: 'Image classification',
    description: 'Says what a picture shows; very few multiplications, much moving of data. Width 1.0.',
    source:
      'Ma et al. 2018, ShuffleNet V2: Practical Guidelines for Efficient CNN Architecture Design; torchvision shufflenet_v2_x1_0',
    publishedParameters: 2_278_604,
    batchNormChannels: 8_090,
    dims: { batch, imageSize: pixels(224) },
    inputs: { input: normal },
  },
  {
    ...convolutional,
    id: 'efficientnet-lite4',
    title: 'EfficientNet-Lite4',
    task: 'Image classification',
    description: 'Says what a picture shows; the largest of the EfficientNets made for phones.',
    source:
      'Tan and Le 2019, EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks; TensorFlow efficientnet-lite4',
    publishedParameters: 13_006_568,
    batchNormChannels: 56_184,
    dims: { batch, imageSize: pixels(300) },
    inputs: { images: normal },
  },
  {
    ...convolutional,
    id: 'fast-neural-style',
    title: 'Fast neural style',
    task: 'Style transfer',
    description: 'Paints a picture anew in another style: a picture goes in and a picture comes out.',
    source:
      'Johnson et al. 2016, Perceptual Losses for Real-Time Style Transfer and Super-Resolution; the transformer net of the PyTorch examples',
    publishedParameters: 1_679_235,
    batchNormChannels: 0,
    dims: { batch, imageSize: pixels(224, 4) },
    inputs: { input: normal },
  },
  {
    ...convolutional,
    id: 'super-resolution',
    title: 'ESPCN super-resolution',
    task: 'Super-resolution',
    description: 'Makes a picture three times as wide and high.',
    source:
      'Shi et al. 2016, Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional Neural Network; PyTorch examples',
    publishedParameters: 59_657,
    batchNormChannels: 0,
    dims: { batch, imageSize: pixels(224) },
    inputs: { input: normal },
  },
  {
    ...transformer,
    id: 'bert-base-squad',
    title: 'BERT base, question answering',
    task: 'Question answering',
    description: 'Finds where in a text the answer to a question stands.',
    source:
      'Devlin et al. 2018, BERT: Pre-training of Deep Bidirectional Transformers; bert-base-uncased with a head for question answering',
    publishedParameters: 108_893_186,
    batchNormChannels: 0,
    dims: { batch, sequenceLength: tokens(256) },
    inputs: textInputs,
  },
  {
    ...convolutional,
    id: 'yolo-v4',
    title: 'YOLOv4',
    task: 'Object detection',
    description: 'Finds and names the things in a picture; eighty kinds. The heads’ maps come out undecoded.',
    source:
      'Bochkovskiy et al. 2020, YOLOv4: Optimal Speed and Accuracy of Object Detection; darknet yolov4.cfg',
    publishedParameters: 64_363_101,
    batchNormChannels: 33_152,
    dims: { batch, imageSize: pixels(416, 32) },
    inputs: { input: normal },
  },
  {
    ...transformer,
    id: 'minilm-l6',
    title: 'MiniLM-L6',
    task: 'Text embedding',
    description: 'Turns a text into vectors, for search by meaning.',
    source:
      'Wang et al. 2020, MiniLM; sentence-transformers all-MiniLM-L6-v2, without the pooler that it does not use',
    publishedParameters: 22_565_376,
    batchNormChannels: 0,
    dims: { batch, sequenceLength: tokens(128) },
    inputs: textInputs,
  },
  {
    ...transformer,
    id: 'deit-tiny',
    title: 'DeiT-Tiny',
    task: 'Image classification',
    description: 'Says what a picture shows; a small vision transformer.',
    source: 'Touvron et al. 2021, Training data-efficient image transformers; facebook/deit-tiny-patch16-224',
    publishedParameters: 5_717_416,
    batchNormChannels: 0,
    dims: { batch },
    inputs: { pixel_values: normal },
  },
  {
    ...transformer,
    id: 'whisper-tiny-encoder',
    title: 'Whisper tiny, encoder',
    task: 'Speech recognition',
    description: 'Turns thirty seconds of speech into what a decoder makes text of.',
    source:
      'Radford et al. 2022, Robust Speech Recognition via Large-Scale Weak Supervision; openai/whisper-tiny',
    publishedParameters: 8_208_384,
    batchNormChannels: 0,
    dims: { batch },
    inputs: { input_features: normal },
  },
  {
    ...transformer,
    id: 'smollm2-135m-decode',
    title: 'SmolLM2 135M, one token',
    task: 'Text generation',
    description: 'Writes the next token of a text, with the keys and values of the tokens before it.',
    source: 'Ben Allal et al. 2025, SmolLM2; HuggingFaceTB/SmolLM2-135M',
    publishedParameters: 134_515_008,
    batchNormChannels: 0,
    // With the new token; the cache has one less.
    dims: { batch, sequenceLength: { default: 256, minimum: 2, maximum: 8192, multipleOf: 1 } },
    inputs: {
      input_ids: { kind: 'integers', low: 0, high: 49_151 },
      attention_mask: { kind: 'constant', value: 1 },
      position_ids: 'last-position',
      'past_key_values.*': normal,
    },
    resident: { inputs: ['past_key_values.*'], outputs: ['present.*'] },
  },
];

export const zoo: readonly ZooModel[] = descriptions.map((model) => ({ ...model, ...zooFigures[model.id] }));

export function zooModel(id: ZooId): ZooModel {
  const model = zoo.find((each) => each.id === id);
  if (model === undefined) throw new Error(`${id} is not in the catalogue.`);
  return model;
}

/** Models that are measured one after another. */
export interface ZooSuite {
  readonly id: 'dnn-bench' | 'quick';
  readonly title: string;
  readonly description: string;
  readonly models: readonly ZooId[];
}

export const suites: readonly ZooSuite[] = [
  {
    id: 'quick',
    title: 'Quick suite',
    description: 'Three small models that differ in what they ask of an engine.',
    // Pointwise and depthwise convolutions; many small operators and moves, where an engine's own cost shows; matrix
    // products and softmax. None has more than 1.5 billion multiplications, so that a phone's slowest backend keeps
    // within the quick preset's limits.
    models: ['mobilenet-v2', 'shufflenet-v2', 'minilm-l6'],
  },
  {
    id: 'dnn-bench',
    title: 'DNN Bench suite',
    description: 'The eight architectures that the DNN Bench study measured on servers.',
    models: [
      'mobilenet-v2',
      'resnet50-v1',
      'shufflenet-v2',
      'efficientnet-lite4',
      'fast-neural-style',
      'super-resolution',
      'bert-base-squad',
      'yolo-v4',
    ],
  },
];

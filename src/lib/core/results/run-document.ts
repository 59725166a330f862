import * as v from 'valibot';
import { planSchema } from '../protocol/plan.ts';
import { inputSpecSchema } from '../protocol/input-spec.ts';
import { backendIdSchema, engineIdSchema, precisionSchema } from './ids.ts';
import { pressureStates } from './pressure.ts';
import { failureCauseSchema, unsupportedCauseSchema } from './reasons.ts';

const text = v.string();
const timestamp = v.pipe(text, v.isoTimestamp());
const finite = v.pipe(v.number(), v.minValue(-Number.MAX_VALUE), v.maxValue(Number.MAX_VALUE));
const duration = v.pipe(finite, v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(finite, v.minValue(0));

export const gpuSchema = v.object({ vendor: text, architecture: text, software: v.boolean() });

export const environmentSchema = v.object({
  browser: v.object({ family: text, majorVersion: v.nullable(count) }),
  os: v.object({ family: text }),
  formFactor: v.picklist(['desktop', 'mobile', 'tablet', 'unknown']),
  logicalCores: v.nullable(count),
  memoryGiB: v.nullable(finite),
  gpu: v.nullable(gpuSchema),
  isolated: v.boolean(),
  sharedMemory: v.boolean(),
  clockResolutionMs: duration,
  headless: v.boolean(),
  /** Optional abilities: WebGPU's two are null without WebGPU. Absent in documents from before they were asked for. */
  features: v.optional(
    v.object({ float16: v.nullable(v.boolean()), subgroups: v.nullable(v.boolean()), simd: v.boolean() }),
  ),
  /** What drove the browser, where something did, and the switches that change what was measured. */
  automation: v.nullable(v.object({ driver: text, switches: v.array(text) })),
});
export type Environment = v.InferOutput<typeof environmentSchema>;

export const tensorInfoSchema = v.object({
  name: text,
  dtype: text,
  shape: v.nullable(v.array(v.nullable(v.union([count, text])))),
});

export const modelFactsSchema = v.object({
  name: text,
  ref: text,
  format: text,
  sha256: text,
  bytes: count,
  precision: precisionSchema,
  parameters: v.nullable(count),
  /** Multiply-accumulates of one run at the first batch of `fed`. */
  macs: v.nullable(count),
  /** Why `macs` is null, as a sentence; null where it is not. Absent in documents of before they were counted. */
  macsReason: v.optional(v.nullable(text)),
  /** `shapes`: counted from the graph; `run`: with the shapes of a run of its own, apart from everything timed. */
  macsSource: v.optional(v.nullable(v.picklist(['shapes', 'run']))),
  opset: v.nullable(count),
  inputs: v.nullable(v.array(tensorInfoSchema)),
  outputs: v.nullable(v.array(tensorInfoSchema)),
  operators: v.nullable(v.record(text, count)),
  /** What each operator contributes to `parameters` and `macs`; null for a figure that is unknown. */
  operatorStatistics: v.optional(
    v.nullable(
      v.array(v.object({ operator: text, count, parameters: v.nullable(count), macs: v.nullable(count) })),
    ),
  ),
  /** What the cells were fed, by batch size. */
  fed: v.array(
    v.object({ batch: count, inputs: v.array(inputSpecSchema), macs: v.optional(v.nullable(count)) }),
  ),
});
export type ModelFacts = v.InferOutput<typeof modelFactsSchema>;

export const latencySchema = v.object({
  medianMs: duration,
  ciLowMs: v.nullable(duration),
  ciHighMs: v.nullable(duration),
  meanMs: duration,
  minMs: duration,
  maxMs: duration,
  madMs: duration,
  p90Ms: v.nullable(duration),
  p99Ms: v.nullable(duration),
});
export type Latency = v.InferOutput<typeof latencySchema>;

export const coldPathSchema = v.object({ runtimeMs: duration, sessionMs: duration, firstRunMs: duration });
export type ColdPath = v.InferOutput<typeof coldPathSchema>;

export const roundFlags = ['no-steady-state', 'few-samples', 'noisy'] as const;
export const roundSchema = v.object({
  /** Which block of the run, from 1; rounds of different cells with the same number ran beside each other. */
  round: count,
  /** Place in that block's random order, from 1. */
  position: count,
  batchOfRuns: count,
  medianMs: duration,
  ciLowMs: v.nullable(duration),
  ciHighMs: v.nullable(duration),
  samplesMs: v.array(duration),
  warmUp: v.object({ iterations: count, elapsedMs: duration }),
  cold: coldPathSchema,
  flags: v.array(v.picklist(roundFlags)),
});
export type Round = v.InferOutput<typeof roundSchema>;

export const correctnessSchema = v.object({
  verdict: v.picklist(['reference', 'pass', 'warn', 'fail', 'unchecked']),
  /** Why nothing was checked, what stood in for the reference cell, or which fault no figure shows; else null. */
  reason: v.nullable(text),
  inputs: count,
  nrmse: v.nullable(share),
  maxAbs: v.nullable(share),
  oneMinusCosine: v.nullable(finite),
  fractionOutside: v.nullable(share),
  top1Agrees: v.nullable(v.boolean()),
  nanCount: v.nullable(count),
  infinityCount: v.nullable(count),
  /** Numbers where the reference has NaN or Infinity. */
  missingNonFiniteCount: v.nullable(count),
  /** Share of integer outputs that are at most 1 off; null without any. */
  integerWithinOne: v.nullable(share),
});
export type Correctness = v.InferOutput<typeof correctnessSchema>;

export const cellFlags = [
  ...roundFlags,
  'software-rendering',
  'threads-partial',
  'threads-override',
  'leaks-tensors',
  'residents-moved',
  'round-spread',
] as const;

const ratioSchema = v.object({ ratio: duration, ciLow: v.nullable(duration), ciHigh: v.nullable(duration) });

const cellCommon = {
  id: text,
  engine: engineIdSchema,
  engineTitle: text,
  engineVersion: text,
  backend: backendIdSchema,
  batch: count,
  precision: precisionSchema,
  threads: v.object({ requested: count, observed: v.nullable(count) }),
  flags: v.array(v.picklist(cellFlags)),
};

export const measuredCellSchema = v.object({
  ...cellCommon,
  status: v.literal('measured'),
  provider: text,
  adapter: v.nullable(gpuSchema),
  latency: latencySchema,
  throughputPerSecond: share,
  speedupOverBaseline: v.nullable(ratioSchema),
  /** Of the first round, whose caches were coldest. */
  cold: coldPathSchema,
  /** Medians over the later rounds, when the browser's code and shader caches were filled; null with one round. */
  cached: v.nullable(coldPathSchema),
  rounds: v.pipe(v.array(roundSchema), v.minLength(1)),
  correctness: correctnessSchema,
  outputProjection: v.nullable(v.array(finite)),
  memory: v.null(),
  pipelinedThroughput: v.null(),
});
export type MeasuredCell = v.InferOutput<typeof measuredCellSchema>;

const withMessage = v.object({ message: text });
export const unsupportedCellSchema = v.object({
  ...cellCommon,
  status: v.literal('unsupported'),
  reason: v.intersect([unsupportedCauseSchema, withMessage]),
});
export const failedCellSchema = v.object({
  ...cellCommon,
  status: v.literal('failed'),
  reason: v.intersect([failureCauseSchema, withMessage]),
});

export const cellSchema = v.variant('status', [measuredCellSchema, unsupportedCellSchema, failedCellSchema]);
export type Cell = v.InferOutput<typeof cellSchema>;
export type UnsupportedCell = v.InferOutput<typeof unsupportedCellSchema>;
export type FailedCell = v.InferOutput<typeof failedCellSchema>;

export const comparisonSchema = v.object({
  a: text,
  b: text,
  /** Latency of b ÷ latency of a: how many times faster a is. The interval is at `confidence`, corrected by Holm. */
  ratio: duration,
  ciLow: v.nullable(duration),
  ciHigh: v.nullable(duration),
  confidence: v.nullable(share),
  verdict: v.picklist(['a-faster', 'b-faster', 'no-difference', 'undecidable']),
});
export type Comparison = v.InferOutput<typeof comparisonSchema>;

export const recommendationSchema = v.object({
  /** The fastest correct cell where the corrected comparison supports one, else null. */
  cell: v.nullable(text),
  /** Cells among which no significant difference was found; empty where one is fastest. */
  tied: v.array(text),
  sentence: text,
});
export type Recommendation = v.InferOutput<typeof recommendationSchema>;

/** Why a run had to go on in another page than it was begun in; absent where a person reloaded or closed that page. */
export const resumeCauses = ['browser-crashed', 'browser-hung', 'command-ended'] as const;
export type ResumeCause = (typeof resumeCauses)[number];

/** One run on one device: all that tables, charts, exports, uploads and the command line read. */
export const runDocumentSchema = v.object({
  format: v.literal('inferometer-run'),
  version: v.literal(1),
  protocolVersion: count,
  runId: text,
  appVersion: text,
  startedAt: timestamp,
  durationMs: duration,
  status: v.picklist(['complete', 'cancelled']),
  environment: environmentSchema,
  model: modelFactsSchema,
  plan: planSchema,
  /** Id of the cell that speedups and correctness refer to; null where no engine here can be it. */
  reference: v.nullable(text),
  cells: v.array(cellSchema),
  comparisons: v.array(comparisonSchema),
  recommendation: recommendationSchema,
  /** Rounds of single cells that were thrown away and measured again, and why. */
  voided: v.array(v.object({ round: count, cell: text, cause: v.picklist(['hidden', 'frozen']) })),
  /** How hard the processor was pressed at worst while the run went on; null or absent where no browser told. */
  worstPressure: v.optional(v.nullable(v.picklist(pressureStates))),
  /** When the run went on after its page had ended, in which round, and why; absent where it never was. */
  resumed: v.optional(
    v.array(v.object({ at: timestamp, round: count, cause: v.optional(v.picklist(resumeCauses)) })),
  ),
});
export type RunDocument = v.InferOutput<typeof runDocumentSchema>;

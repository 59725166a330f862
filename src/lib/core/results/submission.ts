import * as v from 'valibot';
import { protocolVersion } from '../protocol/presets.ts';
import { projectionCount } from '../protocol/projection.ts';
import { tensorTypes } from '../protocol/tensors.ts';
import { backendIdSchema, engineIdSchema, precisionSchema } from './ids.ts';
import { cellFlags, roundFlags } from './run-document.ts';
import { anonymousDeviceSchema } from './submission-device.ts';

/** Longest body that the endpoint reads, and longest that a browser sends. */
export const submissionBytesLimit = 512 * 1024;
export const samplesPerRoundLimit = 200;
export const roundsPerCellLimit = 20;
export const cellsLimit = 64;
const modelBytesLimit = 2 ** 40;
const rankLimit = 8;
const inputsLimit = 32;
const operatorKindsLimit = 300;

const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = (largest: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(largest));
const positive = (largest: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(largest));
/** Nothing that is measured takes longer than an hour: no run outlasts the plan's limits. */
const duration = v.pipe(v.number(), v.minValue(0), v.maxValue(3_600_000));
const bounded = v.pipe(v.number(), v.minValue(-1e38), v.maxValue(1e38));
const versionText = v.pipe(
  v.string(),
  v.maxLength(32),
  v.regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}(-[0-9a-z]+([.-][0-9a-z]+)*)?$/),
);
const slug = v.pipe(v.string(), v.maxLength(48), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));

export const resultIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** A model's name as its sender ticked it: letters and digits, never an address, a path or markup. */
export const modelNamePattern = /^[\p{L}\p{N}][\p{L}\p{N} ._()+,-]{0,79}$/u;

const inputRule = v.variant('kind', [
  v.strictObject({ kind: v.literal('normal') }),
  v.strictObject({ kind: v.literal('uniform'), low: bounded, high: bounded }),
  v.strictObject({ kind: v.literal('integers'), low: bounded, high: bounded }),
  v.strictObject({ kind: v.literal('constant'), value: bounded }),
  v.strictObject({ kind: v.literal('sequence') }),
]);

/** An input without its name, in the order in which the model takes its inputs. */
const submittedInputSchema = v.strictObject({
  dtype: v.picklist(tensorTypes),
  shape: v.pipe(v.array(count(2 ** 31 - 1)), v.maxLength(rankLimit)),
  rule: inputRule,
});

export const submittedModelSchema = v.strictObject({
  sha256: digest,
  /** Where the model is known by its own id: of the zoo or the shelf; `own` has none. */
  source: v.picklist(['zoo', 'shelf', 'own']),
  id: v.nullable(slug),
  /** Only where the sender ticked it. */
  name: v.nullable(v.pipe(v.string(), v.maxLength(80), v.regex(modelNamePattern))),
  format: slug,
  bytes: positive(modelBytesLimit),
  precision: precisionSchema,
  parameters: v.nullable(count(1e15)),
  macs: v.nullable(count(1e18)),
  operators: v.nullable(
    v.pipe(
      v.record(v.pipe(v.string(), v.maxLength(64), v.regex(/^[A-Za-z_][A-Za-z0-9_.]*$/)), positive(1e7)),
      v.maxEntries(operatorKindsLimit),
    ),
  ),
  /** What the cells were fed, by batch size: the dimensions that a board's key rests on. */
  fed: v.pipe(
    v.array(
      v.strictObject({
        batch: positive(2 ** 20),
        inputs: v.pipe(v.array(submittedInputSchema), v.maxLength(inputsLimit)),
      }),
    ),
    v.minLength(1),
    v.maxLength(cellsLimit),
  ),
});
export type SubmittedModel = v.InferOutput<typeof submittedModelSchema>;

const coldPath = v.strictObject({ runtimeMs: duration, sessionMs: duration, firstRunMs: duration });

export const submittedRoundSchema = v.strictObject({
  /** Which block of the run; rounds of different cells with the same number ran beside each other. */
  round: positive(roundsPerCellLimit),
  batchOfRuns: positive(1_000_000),
  /** How many samples were taken; where there were more than 200, `samplesMs` holds 200 of evenly spread ranks. */
  samplesTaken: positive(10_000_000),
  /** Milliseconds per run, in the order they were taken. */
  samplesMs: v.pipe(v.array(duration), v.minLength(1), v.maxLength(samplesPerRoundLimit)),
  flags: v.pipe(v.array(v.picklist(roundFlags)), v.maxLength(roundFlags.length)),
});
export type SubmittedRound = v.InferOutput<typeof submittedRoundSchema>;

export const submittedCellSchema = v.strictObject({
  engine: v.pipe(engineIdSchema, v.maxLength(48)),
  engineVersion: versionText,
  backend: backendIdSchema,
  threads: v.strictObject({ requested: positive(64), observed: v.nullable(positive(64)) }),
  batch: positive(2 ** 20),
  precision: precisionSchema,
  /** Settings of the engine that differ from its defaults; none exist yet. */
  options: v.pipe(v.record(slug, v.union([v.boolean(), bounded])), v.maxEntries(8)),
  rounds: v.pipe(v.array(submittedRoundSchema), v.minLength(1), v.maxLength(roundsPerCellLimit)),
  /** Of the first round, whose caches were coldest. */
  cold: coldPath,
  /** Of later rounds; null with one round. */
  cached: v.nullable(coldPath),
  verdict: v.picklist(['reference', 'pass', 'warn', 'fail', 'unchecked']),
  outputProjection: v.nullable(v.pipe(v.array(bounded), v.length(projectionCount))),
  flags: v.pipe(v.array(v.picklist(cellFlags)), v.maxLength(cellFlags.length)),
  slot: digest,
});
export type SubmittedCell = v.InferOutput<typeof submittedCellSchema>;

/**
 * The `inferometer-submission`, version 1: what leaves a browser when its user sends a result to the leaderboard, and
 * what `POST /api/v1/results` takes. Built from a run document by an allow-list (`buildSubmission`).
 *
 * Every object is strict and every number and text bounded; texts are words of a list, ids or digests. Only a model's
 * name is free, and only where the sender ticked it. It carries no statistics: the server computes all of them from
 * the samples.
 *
 * For the leaderboard's store:
 * - `resultId` is the result's address and the idempotency key; random, made for this submission only (never the run's id).
 * - `deletionTokenSha256` is all the server ever knows of the token.
 * - Each cell goes to one board. Its key is `boardKey()` of submission-board.ts, computed by the server, never sent.
 * - `cells[].slot` stands for "this browser on this board": HMAC-SHA-256 of the board key with a secret that never leaves
 *   the browser. Two boards' slots cannot be linked; on one board the latest result of a slot counts.
 * - Two cells of one submission may fall on one board (4 and 8 threads asked for, 2 got): only the first may count.
 * - A cell is fit for a board when `countsOnBoards()` says so; the others are only part of the stored result.
 * - `round` numbers pair the cells of a submission for within-run ratios.
 */
export const submissionSchema = v.strictObject({
  format: v.literal('inferometer-submission'),
  version: v.literal(1),
  protocolVersion: v.literal(protocolVersion),
  appVersion: versionText,
  resultId: resultIdSchema,
  deletionTokenSha256: digest,
  device: anonymousDeviceSchema,
  /** Which device of the catalogue the sender says it is; null where nothing was picked. */
  catalogueDevice: v.nullable(slug),
  clockResolutionMs: v.pipe(v.number(), v.minValue(1e-6), v.maxValue(1000)),
  model: submittedModelSchema,
  cells: v.pipe(v.array(submittedCellSchema), v.minLength(1), v.maxLength(cellsLimit)),
});
export type Submission = v.InferOutput<typeof submissionSchema>;

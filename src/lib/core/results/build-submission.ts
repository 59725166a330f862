import * as v from 'valibot';
import { at, sortSamples } from '../statistics/samples.ts';
import type { ColdPath, MeasuredCell, ModelFacts, Round, RunDocument } from './run-document.ts';
import { boardOf, boardText } from './submission-board.ts';
import type { AnonymousDevice } from './submission-device.ts';
import { publicOperators } from './submission-operators.ts';
import {
  modelNamePattern,
  samplesPerRoundLimit,
  submissionBytesLimit,
  submissionSchema,
  type Submission,
  type SubmittedCell,
  type SubmittedModel,
  type SubmittedRound,
} from './submission.ts';

/** What the run document does not say: the sender's choices, and the random parts. */
export interface SubmissionChoices {
  readonly device: AnonymousDevice;
  /** Id of a device of the catalogue; null where the sender picked none. */
  readonly catalogueDevice: string | null;
  /** Whether the sender ticked that the model's name may be sent. A zoo's or shelf's model is named by its id anyway. */
  readonly withModelName: boolean;
  /** 32 random hexadecimal digits, for this submission only. */
  readonly resultId: string;
  readonly deletionTokenSha256: string;
  /** The slot of this browser on the board with that text (`boardText`), 64 hexadecimal digits. */
  readonly slotOf: (board: string) => string;
}

export type BuiltSubmission =
  | { readonly status: 'built'; readonly submission: Submission; readonly json: string }
  /** No cell was measured. */
  | { readonly status: 'nothing-measured' }
  /** The document holds something that no submission may: it was written by hand, or by another version. */
  | { readonly status: 'unfit'; readonly field: string }
  | { readonly status: 'too-large'; readonly bytes: number };

/** Tried in turn until the text fits. */
const sampleLimits = [samplesPerRoundLimit, 100, 50, 25] as const;

/**
 * A run document's submission. Every field is written down here by name and nothing is spread, so that a field that
 * the run document gains is not sent until somebody adds it here.
 */
export function buildSubmission(run: RunDocument, choices: SubmissionChoices): BuiltSubmission {
  if (!run.cells.some((cell) => cell.status === 'measured')) return { status: 'nothing-measured' };
  let bytes = 0;
  for (const samplesLimit of sampleLimits) {
    const parsed = v.safeParse(submissionSchema, submissionOf(run, choices, samplesLimit));
    if (!parsed.success) return { status: 'unfit', field: v.getDotPath(parsed.issues[0]) ?? '' };
    const json = JSON.stringify(parsed.output);
    // Every text in it is ASCII but a model's name, whose letters take at most four bytes instead of one.
    bytes = json.length + 4 * (parsed.output.model.name?.length ?? 0);
    if (bytes <= submissionBytesLimit) return { status: 'built', submission: parsed.output, json };
  }
  return { status: 'too-large', bytes };
}

function submissionOf(run: RunDocument, choices: SubmissionChoices, samplesLimit: number) {
  const measured = run.cells.filter((cell) => cell.status === 'measured');
  const model = modelOf(run.model, measured, choices.withModelName);
  return {
    format: 'inferometer-submission',
    version: 1,
    protocolVersion: run.protocolVersion,
    appVersion: run.appVersion,
    resultId: choices.resultId,
    deletionTokenSha256: choices.deletionTokenSha256,
    device: choices.device,
    catalogueDevice: choices.catalogueDevice,
    clockResolutionMs: run.environment.clockResolutionMs,
    model,
    cells: measured.map((cell) => {
      const facts = cellOf(cell, samplesLimit);
      const { protocolVersion } = run as { protocolVersion: Submission['protocolVersion'] };
      const board = boardOf({ model, protocolVersion }, facts);
      // A cell whose batch was never fed has no board; the schema then refuses the empty slot.
      return { ...facts, slot: board === null ? '' : choices.slotOf(boardText(board)) };
    }),
  };
}

function modelOf(model: ModelFacts, cells: readonly MeasuredCell[], withName: boolean): SubmittedModel {
  const [, scheme, id] = /^(zoo|shelf):([a-z0-9-]+)(?:@\d+)?(?:\/(?:fp16|int8))?$/.exec(model.ref) ?? [];
  const batches = new Set(cells.map(({ batch }) => batch));
  return {
    sha256: model.sha256,
    source: scheme === 'zoo' || scheme === 'shelf' ? scheme : 'own',
    id: id ?? null,
    name: withName && id === undefined ? sendableName(model.name) : null,
    format: model.format,
    bytes: model.bytes,
    precision: model.precision,
    parameters: model.parameters,
    macs: model.macs,
    operators: model.operators && publicOperators(model.operators),
    fed: model.fed
      .filter(({ batch }) => batches.has(batch))
      .map(({ batch, inputs }) => ({
        batch,
        inputs: inputs.map(({ dtype, shape, rule }) => ({ dtype, shape: [...shape], rule: ruleOf(rule) })),
      })),
  };
}

/** A name as it may be sent: without a folder or address around it and what the schema does not take; null if nothing is left. */
export function sendableName(name: string): string | null {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[^\p{L}\p{N} ._()+,-]/gu, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 80)
    .trim();
  return modelNamePattern.test(plain) ? plain : null;
}

function ruleOf(
  rule: SubmittedModel['fed'][number]['inputs'][number]['rule'],
): SubmittedModel['fed'][number]['inputs'][number]['rule'] {
  switch (rule.kind) {
    case 'normal':
    case 'sequence':
      return { kind: rule.kind };
    case 'uniform':
    case 'integers':
      return { kind: rule.kind, low: rule.low, high: rule.high };
    case 'constant':
      return { kind: rule.kind, value: rule.value };
  }
}

function cellOf(cell: MeasuredCell, samplesLimit: number): Omit<SubmittedCell, 'slot'> {
  return {
    engine: cell.engine,
    engineVersion: cell.engineVersion,
    backend: cell.backend,
    threads: { requested: cell.threads.requested, observed: cell.threads.observed },
    batch: cell.batch,
    precision: cell.precision,
    options: {},
    rounds: cell.rounds.map((round) => roundOf(round, samplesLimit)),
    cold: coldOf(cell.cold),
    cached: cell.cached && coldOf(cell.cached),
    verdict: cell.correctness.verdict,
    outputProjection: cell.outputProjection && [...cell.outputProjection],
    flags: [...cell.flags],
  };
}

function coldOf({ runtimeMs, sessionMs, firstRunMs }: ColdPath): ColdPath {
  return { runtimeMs, sessionMs, firstRunMs };
}

function roundOf(round: Round, samplesLimit: number): SubmittedRound {
  return {
    round: round.round,
    batchOfRuns: round.batchOfRuns,
    samplesTaken: round.samplesMs.length,
    samplesMs: thin(round.samplesMs, samplesLimit),
    flags: [...round.flags],
  };
}

/**
 * At most `limit` of the samples, still in the order they were taken: those of evenly spread ranks, from the smallest
 * to the largest. That keeps the shape of the distribution, which every n-th sample would keep only by luck.
 */
export function thin(samplesMs: readonly number[], limit: number): number[] {
  if (samplesMs.length <= limit) return [...samplesMs];
  const sorted = sortSamples(samplesMs);
  const wanted = new Map<number, number>();
  for (let k = 0; k < limit; k++) {
    const value = at(sorted, Math.round((k * (sorted.length - 1)) / (limit - 1)));
    wanted.set(value, (wanted.get(value) ?? 0) + 1);
  }
  return samplesMs.filter((value) => {
    const left = wanted.get(value) ?? 0;
    if (left > 0) wanted.set(value, left - 1);
    return left > 0;
  });
}

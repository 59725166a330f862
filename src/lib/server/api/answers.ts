import * as v from 'valibot';
import { backendIdSchema, engineIdSchema, precisionSchema } from '#lib/core/results/ids.ts';
import { latencySchema } from '#lib/core/results/run-document.ts';
import { resultIdSchema, submissionSchema, submittedCellSchema } from '#lib/core/results/submission.ts';
import { facets, origins } from '../leaderboard/cohorts.ts';
import { problemKinds } from './problem.ts';

/** Schemas of everything that the endpoint answers, for its description and for the tests that hold it to them. */
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const durationMs = v.pipe(v.number(), v.minValue(0));
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const origin = v.picklist(origins);

export const acceptedSchema = v.strictObject({ id: resultIdSchema, href: v.string() });

const { slot: _slot, ...shownCellEntries } = submittedCellSchema.entries;
const { deletionTokenSha256: _token, cells: _cells, ...shownSubmissionEntries } = submissionSchema.entries;
export const resultSchema = v.strictObject({
  id: resultIdSchema,
  origin,
  rig: v.nullable(v.string()),
  receivedDay: v.pipe(v.string(), v.isoDate()),
  submission: v.strictObject({
    ...shownSubmissionEntries,
    cells: v.array(v.strictObject({ ...shownCellEntries, latency: latencySchema })),
  }),
});

const figures = {
  count,
  p10: v.nullable(durationMs),
  p25: durationMs,
  p50: durationMs,
  p75: durationMs,
  p90: v.nullable(durationMs),
  ciLow: v.nullable(durationMs),
  ciHigh: v.nullable(durationMs),
};

const boardRowSchema = v.strictObject({
  board: v.strictObject({
    key: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
    modelSha256: digest,
    shapes: v.array(v.array(count)),
    precision: precisionSchema,
    engine: engineIdSchema,
    engineVersion: v.string(),
    backend: backendIdSchema,
    threads: count,
    batch: count,
    options: v.record(v.string(), v.union([v.boolean(), v.number()])),
    protocolVersion: count,
  }),
  origin,
  cohort: v.pipe(v.array(v.strictObject({ facet: v.picklist(facets), value: v.string() })), v.maxLength(2)),
  latencyMs: v.strictObject(figures),
  epoch: count,
});

const next = v.nullable(v.string());
export const modelsSchema = v.strictObject({
  epoch: count,
  models: v.array(
    v.strictObject({
      sha256: digest,
      source: v.picklist(['zoo', 'shelf', 'own']),
      id: v.nullable(v.string()),
      name: v.nullable(v.string()),
      boards: count,
      submitters: count,
    }),
  ),
  next,
});
export const devicesSchema = v.strictObject({
  epoch: count,
  devices: v.array(v.strictObject({ device: v.string(), boards: count, submitters: count })),
  next,
});
export const boardsSchema = v.strictObject({ epoch: count, boards: v.array(boardRowSchema), next });
export const distributionSchema = v.strictObject({
  epoch: count,
  row: boardRowSchema,
  histogram: v.nullable(v.array(v.strictObject({ lowMs: durationMs, highMs: durationMs, count }))),
});
export const comparisonSchema = v.strictObject({
  epoch: count,
  a: boardRowSchema,
  b: boardRowSchema,
  ratio: v.nullable(
    v.strictObject({ ...figures, shareAFaster: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
  ),
});
const originStats = v.strictObject({ countedCells: count, boards: count, models: count, devices: count });
export const statsSchema = v.strictObject({
  epoch: count,
  crowd: originStats,
  lab: originStats,
  synthetic: v.boolean(),
});

export const problemSchema = v.strictObject({
  type: v.picklist(problemKinds.map((kind) => `/api/v1/problems/${kind}` as const)),
  title: v.string(),
  status: count,
  detail: v.string(),
  errors: v.optional(
    v.array(
      v.union([
        v.strictObject({ detail: v.string(), pointer: v.string() }),
        v.strictObject({ detail: v.string(), parameter: v.string() }),
      ]),
    ),
  ),
});

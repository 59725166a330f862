import * as v from 'valibot';
import { backendIdSchema, backendIds, engineIdSchema, precisionSchema } from '../results/ids.ts';
import { inputRuleSchema } from './input-spec.ts';
import { presetNames } from './presets.ts';

const positive = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1));
const threads = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64));
const limitMs = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(3_600_000));

/** An input as the user wants it, where that differs from what the model and the rules suggest. */
export const inputOverrideSchema = v.object({
  shape: v.optional(v.array(positive)),
  rule: v.optional(inputRuleSchema),
});

/** A model by reference: `shelf:NAME`, `zoo:NAME`, `url:ADDRESS` or `file:SHA256` (handed over before). */
export const modelRequestSchema = v.object({
  ref: v.pipe(v.string(), v.minLength(1)),
  dims: v.optional(v.record(v.string(), positive), {}),
  inputs: v.optional(v.record(v.string(), inputOverrideSchema), {}),
});

/**
 * What to measure. Plain JSON: the page, the command line and a link carry the same plan. Everything but the model has
 * a default; an empty list means "whatever fits the model and this device".
 */
export const planSchema = v.object({
  models: v.pipe(v.array(modelRequestSchema), v.minLength(1)),
  engines: v.optional(v.array(engineIdSchema), []),
  backends: v.optional(v.array(backendIdSchema), [...backendIds]),
  threads: v.optional(v.array(threads), []),
  batch: v.optional(v.pipe(v.array(positive), v.minLength(1)), [1]),
  precision: v.optional(v.array(precisionSchema), []),
  preset: v.optional(v.picklist(presetNames), 'standard'),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1)), 1),
  /** Longest that opening a model, or measuring a cell in one round, may take. */
  limits: v.optional(
    v.object({ openMs: v.optional(limitMs, 120_000), roundMs: v.optional(limitMs, 180_000) }),
    {},
  ),
});

export type ModelRequest = v.InferOutput<typeof modelRequestSchema>;
export type Plan = v.InferOutput<typeof planSchema>;
/** A plan as people write it: defaults may be left out. */
export type PlanInput = v.InferInput<typeof planSchema>;

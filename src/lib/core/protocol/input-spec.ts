import * as v from 'valibot';
import { tensorTypes } from './tensors.ts';

/**
 * What an input is filled with. Random numbers are not legal everywhere: ids index a table, masks select,
 * a sampling rate is one of two numbers.
 * - `normal`: N(0, 1), as a normalised image or spectrum
 * - `uniform`: [low, high)
 * - `integers`: uniform whole numbers, both ends included
 * - `constant`: one value everywhere
 * - `sequence`: 0, 1, 2 … along the last axis
 */
export const inputRuleSchema = v.variant('kind', [
  v.object({ kind: v.literal('normal') }),
  v.object({ kind: v.literal('uniform'), low: v.number(), high: v.number() }),
  v.object({ kind: v.literal('integers'), low: v.number(), high: v.number() }),
  v.object({ kind: v.literal('constant'), value: v.number() }),
  v.object({ kind: v.literal('sequence') }),
]);

export type InputRule = v.InferOutput<typeof inputRuleSchema>;

const dimension = v.pipe(v.number(), v.integer(), v.minValue(0));

/** One input, concrete: every dimension is a number. */
export const inputSpecSchema = v.object({
  name: v.string(),
  dtype: v.picklist(tensorTypes),
  shape: v.array(dimension),
  rule: inputRuleSchema,
});

export type InputSpec = v.InferOutput<typeof inputSpecSchema>;

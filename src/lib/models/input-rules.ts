import type { InputRule } from '#lib/core/protocol/input-spec.ts';
import type { TensorType } from '#lib/core/protocol/tensors.ts';
import { isSamplingRateName } from '#lib/onnx/dim-role.ts';
import { integerRanges, ruleProblem } from '#lib/core/protocol/rule-problem.ts';

export { ruleProblem } from '#lib/core/protocol/rule-problem.ts';

/** An input to be filled, its shape concrete. */
export interface RuleInput {
  readonly name: string;
  readonly dtype: TensorType;
  readonly shape: readonly number[];
}

export interface RuleContext {
  /** Rows of the table that the input indexes, where the graph tells. */
  readonly vocabularySize: number | null;
  /** All inputs of the model, this one included. */
  readonly allInputs: readonly RuleInput[];
}

/** `why` is a clause for people, to stand after the rule. */
export interface RuleSuggestion {
  readonly rule: InputRule;
  readonly why: string;
}

/**
 * What to fill an input with, guessed from its name, type and shape, so that the model runs: ids index a table, masks
 * select, a sampling rate is one of two numbers. Always legal for the type (`ruleProblem` gives null).
 */
export function suggestRule(input: RuleInput, context: RuleContext): RuleSuggestion {
  const name = input.name.toLowerCase().replace(/:\d+$/, '');
  const suggestion = byName(name, input, context) ?? byType(input, context);
  // A name can mislead: `sample_rate` as int8. Its type then decides.
  return ruleProblem(suggestion.rule, input.dtype) === null ? suggestion : byType(input, context);
}

function byName(name: string, input: RuleInput, context: RuleContext): RuleSuggestion | null {
  const isWhole = integerRanges[input.dtype] !== undefined;
  const positions = input.shape.at(-1) ?? 1;
  if (input.dtype === 'bool') return switchOrMask(name, context.allInputs);
  if (/mask/.test(name)) return suggest(constant(1), 'looks like a mask; ones keep everything');
  if (isSamplingRateName(name))
    return suggest(constant(16_000), 'looks like a sampling rate; 16 kHz is usual for speech');
  if (/(^|_)len(gth)?s?$/.test(name) && elements(input) <= (context.allInputs[0]?.shape[0] ?? 1))
    return suggest(
      constant(sequenceLength(input, context.allInputs)),
      'looks like the length of the sequence',
    );
  if (/^(im_?shape|image_?(size|shape)s?|orig\w*_sizes?|target_sizes?)$/.test(name) && positions === 2)
    return suggest(constant(imageSize(context.allInputs)), 'looks like the size of the image, in pixels');
  if (isSmall(input) && /^t$|time_?steps?$/.test(name))
    return suggest(constant(500), 'looks like a diffusion time step; half way of a thousand');
  if (!isWhole) return floatByName(name, input, context);
  if (/token_?type|segment|type_?ids?$/.test(name))
    return suggest(constant(0), 'looks like segment ids; all of one segment');
  if (/bbox|boxes$/.test(name) && positions === 4)
    return suggest({ kind: 'sequence' }, 'looks like boxes; 0, 1, 2, 3 is a valid one');
  const fitsTable = context.vocabularySize === null || positions <= context.vocabularySize;
  if (/pos(ition)?s?(_?ids?)?$/.test(name) && fitsTable)
    return suggest({ kind: 'sequence' }, 'looks like positions, counted from 0');
  return null;
}

function switchOrMask(name: string, allInputs: readonly RuleInput[]): RuleSuggestion {
  const cacheIsEmpty = allInputs.some((input) => /past|cache/.test(input.name) && elements(input) === 0);
  if (/use_cache/.test(name) && cacheIsEmpty)
    return suggest(constant(0), 'a switch; off, because the cache is empty');
  if (/padding/.test(name)) return suggest(constant(0), 'looks like a padding mask; nothing is padding');
  return suggest(constant(1), 'true or false; true everywhere');
}

function floatByName(name: string, input: RuleInput, { allInputs }: RuleContext): RuleSuggestion | null {
  if (isSmall(input) && /thresh|conf|iou|score/.test(name))
    return suggest(constant(0.5), 'looks like a threshold');
  if (isSmall(input) && /scale|speed|ratio|temperature|guidance/.test(name))
    return suggest(constant(1), 'looks like a factor; 1 changes nothing');
  if (elements(input) === 1 && allInputs.length > 1)
    return suggest(constant(1), 'a single number; 1 is mostly legal');
  return null;
}

function byType(input: RuleInput, { vocabularySize }: RuleContext): RuleSuggestion {
  const range = integerRanges[input.dtype];
  const what = 'normally distributed, like a normalised image or spectrum';
  if (input.dtype === 'bool') return suggest(constant(1), 'true or false; true everywhere');
  // Also for floating-point numbers: TensorFlow.js's embeddings take their ids as such.
  const largestWhole = range?.[1] ?? (input.dtype === 'float16' ? 2 ** 11 : 2 ** 24);
  if (vocabularySize !== null && vocabularySize - 1 <= largestWhole)
    return suggest(
      integers(0, vocabularySize - 1),
      `looks like ids; a table of ${vocabularySize} was found in the model`,
    );
  if (range === undefined) return suggest({ kind: 'normal' }, what);
  if (input.dtype === 'int8' && input.shape.length >= 3)
    return suggest(integers(-128, 127), 'quantised values; all of int8');
  if (input.dtype === 'uint8' || (input.shape.length >= 3 && range[1] >= 255))
    return suggest(integers(0, 255), 'looks like an image; colours from 0 to 255');
  if (elements(input) === 1) return suggest(constant(1), 'a single whole number; 1 is mostly legal');
  return suggest(integers(0, 99), 'whole numbers, perhaps ids; small ones are mostly legal');
}

function suggest(rule: InputRule, why: string): RuleSuggestion {
  return { rule, why };
}

function constant(value: number): InputRule {
  return { kind: 'constant', value };
}

function integers(low: number, high: number): InputRule {
  return { kind: 'integers', low, high };
}

function elements(input: RuleInput): number {
  return input.shape.reduce((product, size) => product * size, 1);
}

/** Settings are one number, or a few. */
function isSmall(input: RuleInput): boolean {
  return elements(input) <= 8;
}

/** Positions in the largest other input. Of [batch, a, b] the smaller of a and b: a length may be short, never long. */
function sequenceLength(input: RuleInput, allInputs: readonly RuleInput[]): number {
  const largest = largestOther(input, allInputs);
  const sizes = largest?.shape.slice(largest.shape.length > 1 ? 1 : 0, 3) ?? [];
  return Math.max(1, Math.min(...(sizes.length === 0 ? [1] : sizes)));
}

/** Pixels of the larger side of the input that looks most like an image. */
function imageSize(allInputs: readonly RuleInput[]): number {
  const image = allInputs.find((input) => input.shape.length === 4);
  return Math.max(1, ...(image?.shape.slice(1) ?? [224]));
}

function largestOther(input: RuleInput, allInputs: readonly RuleInput[]): RuleInput | undefined {
  return allInputs.filter(({ name }) => name !== input.name).toSorted((a, b) => elements(b) - elements(a))[0];
}

/** A rule as short text, for forms and links: `normal`, `uniform(0,1)`, `integers(0,99)`, `constant(16000)`. */
export function formatRule(rule: InputRule): string {
  switch (rule.kind) {
    case 'normal':
    case 'sequence':
      return rule.kind;
    case 'uniform':
    case 'integers':
      return `${rule.kind}(${rule.low},${rule.high})`;
    case 'constant':
      return `constant(${rule.value})`;
  }
}

/** The rule that a short text stands for; null for anything else. Spaces and capitals do not matter. */
export function parseRule(text: string): InputRule | null {
  const match = /^(\w+)(?:\(([^()]*)\))?$/.exec(text.toLowerCase().replaceAll(/\s/g, ''));
  if (match === null) return null;
  const numbers = match[2] === undefined ? [] : match[2].split(',').map(parseNumber);
  const [first, second] = numbers;
  if (numbers.some((number) => !Number.isFinite(number))) return null;
  switch (`${match[1] ?? ''}/${numbers.length}`) {
    case 'normal/0':
      return { kind: 'normal' };
    case 'sequence/0':
      return { kind: 'sequence' };
    case 'constant/1':
      return { kind: 'constant', value: first ?? 0 };
    case 'uniform/2':
      return { kind: 'uniform', low: first ?? 0, high: second ?? 0 };
    case 'integers/2':
      return { kind: 'integers', low: first ?? 0, high: second ?? 0 };
    default:
      return null;
  }
}

function parseNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

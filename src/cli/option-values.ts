import type { PlanInput } from '#lib/core/protocol/plan.ts';
import { parseRule } from '#lib/models/input-rules.ts';
import { unknownName } from './unknown-name.ts';

/** A value as written, understood or refused with a sentence. */
export type Parsed<T> =
  { readonly status: 'valid'; readonly value: T } | { readonly status: 'refused'; readonly message: string };

export type InputOverride = NonNullable<PlanInput['models'][number]['inputs']>[string];

const largestCount = 2 ** 31 - 1;

/** A whole number within bounds, both included; nothing but digits is taken. */
export function parseCount(option: string, text: string, low: number, high: number): Parsed<number> {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= low && value <= high) return valid(value);
  return refused(`${option} takes a whole number from ${low} to ${high}; ${quoted(text)} is not one.`);
}

/** Whole numbers separated by commas, without doubles. */
export function parseCounts(option: string, text: string, high: number = largestCount): Parsed<number[]> {
  return parseList(option, text, (part) => parseCount(option, part, 1, high));
}

/** Names separated by commas, without doubles, each out of `known`. */
export function parseNames<T extends string>(
  option: string,
  noun: string,
  text: string,
  known: readonly T[],
): Parsed<T[]> {
  return parseList(option, text, (part) => parseName(noun, part, known));
}

export function parseName<T extends string>(noun: string, text: string, known: readonly T[]): Parsed<T> {
  const found = known.find((name) => name === text);
  return found === undefined ? refused(unknownName(noun, text, known)) : valid(found);
}

/** Names of engines, which only the page knows: they are held against its list once it is open. */
export function parseEngines(text: string): Parsed<string[]> {
  return parseList('--engines', text, (part) =>
    /^[a-z0-9]+(-[a-z0-9]+)*$/.test(part)
      ? valid(part)
      : refused(`--engines takes names such as onnxruntime-web; ${quoted(part)} is not one.`),
  );
}

/** `NAME=N`. The name may hold an equals sign itself, so the last one divides. */
export function parseDim(text: string): Parsed<[string, number]> {
  const [name, written] = divided(text);
  if (name === '')
    return refused(`--dim takes NAME=N, for example --dim batch=1; ${quoted(text)} is not that.`);
  const size = parseCount(`--dim ${name}`, written, 1, largestCount);
  return size.status === 'valid' ? valid([name, size.value]) : size;
}

/** `NAME=1x3x224x224`, `NAME=1x16:integers(0,99)` or `NAME=:constant(1)`. */
export function parseInput(text: string): Parsed<[string, InputOverride]> {
  const [name, written] = divided(text);
  const [shapeText, ruleText] = dividedAtColon(written);
  if (name === '' || (shapeText === '' && ruleText === null)) {
    return refused(
      `--input takes NAME=SHAPE, for example --input image=1x3x224x224; ${quoted(text)} is not that.`,
    );
  }
  const override: InputOverride = {};
  if (shapeText !== '') {
    const shape = shapeText.split('x').map((part) => parseCount(`--input ${name}`, part, 1, largestCount));
    if (shape.some((size) => size.status === 'refused')) {
      return refused(
        `--input ${name} takes a shape such as 1x3x224x224, whole numbers above 0 with x between them; ` +
          `${quoted(shapeText)} is not one. A rule goes after a colon, as in ${name}=:normal.`,
      );
    }
    override.shape = shape.flatMap((size) => (size.status === 'valid' ? [size.value] : []));
  }
  if (ruleText !== null) {
    const rule = parseRule(ruleText);
    if (rule === null) {
      return refused(
        `--input ${name} has the rule ${quoted(ruleText)}, which is none of normal, uniform(0,1), integers(0,99), constant(1), sequence.`,
      );
    }
    override.rule = rule;
  }
  return valid([name, override]);
}

/** Seconds, a fraction allowed, as whole milliseconds. */
export function parseLimitMs(text: string): Parsed<number> {
  const limitMs = /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1000) : Number.NaN;
  if (limitMs >= 100 && limitMs <= 3_600_000) return valid(limitMs);
  return refused(`--limit takes seconds from 0.1 to 3600; ${quoted(text)} is not such a number.`);
}

/** Options that each name something, `parse`d apart; a name that comes twice is refused. */
export function parseNamed<T>(
  option: string,
  texts: readonly string[],
  parse: (text: string) => Parsed<[string, T]>,
): Parsed<Record<string, T>> {
  const found = new Map<string, T>();
  for (const text of texts) {
    const parsed = parse(text);
    if (parsed.status === 'refused') return parsed;
    const [name, value] = parsed.value;
    if (found.has(name)) return refused(`${option} names ${name} twice; give it once.`);
    found.set(name, value);
  }
  return valid(Object.fromEntries(found));
}

export function refused(message: string): { status: 'refused'; message: string } {
  return { status: 'refused', message };
}

export function valid<T>(value: T): Parsed<T> {
  return { status: 'valid', value };
}

function parseList<T>(option: string, text: string, parse: (part: string) => Parsed<T>): Parsed<T[]> {
  const values = new Set<T>();
  for (const part of text.split(',').map((written) => written.trim())) {
    if (part === '') {
      return refused(`${option} takes values with commas between them; one of ${quoted(text)} is empty.`);
    }
    const parsed = parse(part);
    if (parsed.status === 'refused') return parsed;
    values.add(parsed.value);
  }
  return valid([...values]);
}

function divided(text: string): [name: string, value: string] {
  const at = text.lastIndexOf('=');
  return at < 0 ? ['', text] : [text.slice(0, at), text.slice(at + 1)];
}

function dividedAtColon(text: string): [before: string, after: string | null] {
  const at = text.indexOf(':');
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

function quoted(text: string): string {
  return `"${text}"`;
}

import type * as v from 'valibot';
import { nearestName } from '#lib/models/nearest-name.ts';
import { unknownName } from '../unknown-name.ts';

/** As much of a valibot schema as finding the keys and values that are valid at a place takes. */
interface AnySchema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly item?: AnySchema;
  readonly wrapped?: AnySchema;
  readonly options?: readonly unknown[];
  readonly key?: string;
  readonly literal?: unknown;
  readonly getter?: (input: unknown) => AnySchema;
}

/** The first thing that is wrong with a run file, as a sentence that names the key and the nearest valid one. */
export function explainIssue(schema: unknown, input: unknown, issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map((part) => part.key as string | number);
  const last = path.at(-1);
  const place = inWords(path);
  const parent = schemaAt(schema as AnySchema, input, path.slice(0, -1));
  const where = path.length < 2 ? '' : ` in ${inWords(path.slice(0, -1))}`;
  if (issue.type === 'strict_object' && last !== undefined && issue.expected === 'never')
    return `${unknownName('key', String(last), Object.keys(parent?.entries ?? {}))}${where === '' ? '' : ` It stands${where}.`}`;
  if (issue.received === 'undefined' && last !== undefined) {
    const written = Object.keys(valueAt(input, path.slice(0, -1)) ?? {});
    const known = Object.keys(parent?.entries ?? {});
    const meant = nearestName(
      String(last),
      written.filter((key) => !known.includes(key)),
    );
    return meant === null
      ? `The key ${String(last)} is missing${where}.`
      : `Unknown key ${meant}${where}; did you mean ${String(last)}?`;
  }
  const valid = validValues(schemaAt(schema as AnySchema, input, path), parent, last);
  if (valid.length > 0 && typeof issue.input === 'string')
    return `${place}: ${unknownName('value', issue.input, valid)}`;
  const wanted = valid.length > 0 ? `one of ${valid.join(', ')}` : expectation(issue);
  return `${place === '' ? 'The run file' : place} must be ${wanted}, and is ${shown(issue.input)}.`;
}

function schemaAt(
  schema: AnySchema | undefined,
  input: unknown,
  path: readonly (string | number)[],
): AnySchema | undefined {
  const bare = unwrapped(schema, input);
  const [key, ...rest] = path;
  if (key === undefined || bare === undefined) return bare;
  return schemaAt(bare.entries?.[key] ?? bare.item, valueAt(input, [key]), rest);
}

/** Without what stands around a schema; of a variant the one that the input's own kind names. */
function unwrapped(schema: AnySchema | undefined, input: unknown): AnySchema | undefined {
  if (schema?.wrapped !== undefined) return unwrapped(schema.wrapped, input);
  if (schema?.getter !== undefined) return unwrapped(schema.getter(input), input);
  if (schema?.type === 'variant' && schema.key !== undefined) {
    const { key } = schema;
    const written = valueAt(input, [key]);
    const named = (schema.options as readonly AnySchema[]).find(
      ({ entries }) => entries?.[key]?.literal === written,
    );
    return named ?? schema;
  }
  return schema;
}

function validValues(
  schema: AnySchema | undefined,
  parent: AnySchema | undefined,
  key: string | number | undefined,
): string[] {
  if (schema?.type === 'picklist') return (schema.options ?? []).map(String);
  // A kind that is none: the object that holds it is the variant still.
  if (parent?.type === 'variant' && parent.key === key)
    return (parent.options as readonly AnySchema[]).map(({ entries }) =>
      String(entries?.[key ?? '']?.literal),
    );
  return [];
}

const expectations: Partial<Record<string, (issue: v.BaseIssue<unknown>) => string>> = {
  string: () => 'a text',
  number: () => 'a number',
  boolean: () => 'true or false',
  array: () => 'a list',
  strict_object: () => 'an object with keys',
  integer: () => 'a whole number',
  url: () => 'an address',
  min_value: ({ requirement }) => `${String(requirement)} or more`,
  max_value: ({ requirement }) => `${String(requirement)} or less`,
  min_length: () => 'not empty',
};

function expectation(issue: v.BaseIssue<unknown> & { requirement?: unknown }): string {
  return expectations[issue.type]?.(issue) ?? `something else (${issue.expected ?? issue.type})`;
}

function valueAt(input: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

/** `targets[2].kind` */
function inWords(path: readonly (string | number)[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join('');
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = typeof value === 'function' ? 'a function' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

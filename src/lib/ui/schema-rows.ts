import { apiWords } from './words/api.ts';

/** The parts of JSON Schema (2020-12) that valibot's converter writes. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly pattern?: string;
}

/** One field of a document, however deep it lies. */
export interface SchemaRow {
  /** `cells[].latency.medianMs` */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
}

/** Every field of an object, those of objects and lists in it too, in the order of the schema. */
export function schemaRows(schema: JsonSchema, path = ''): SchemaRow[] {
  const rows = fieldsOf(schema, path);
  // Variants of one object share fields.
  return rows.filter((row, index) => rows.findIndex((other) => other.path === row.path) === index);
}

function fieldsOf(schema: JsonSchema, path: string): SchemaRow[] {
  const variants = schema.anyOf ?? schema.oneOf ?? [];
  return [
    ...variants.flatMap((variant) => fieldsOf(variant, path)),
    ...(schema.items === undefined ? [] : fieldsOf(schema.items, `${path}[]`)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
      const place = path === '' ? name : `${path}.${name}`;
      const required = schema.required?.includes(name) ?? false;
      return [{ path: place, type: typeWords(field), required }, ...fieldsOf(field, place)];
    }),
  ];
}

/** The rows as the body of a table: their path, and what may stand there. */
export function schemaRowsHtml(rows: readonly SchemaRow[]): string {
  return rows
    .map(({ path, type, required }) => {
      const optional = required ? '' : `<span class="muted">, ${apiWords.optional}</span>`;
      return `<tr><th scope="row"><code>${escaped(path)}</code></th><td>${escaped(type)}${optional}</td></tr>`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** More words than these are told by their number. */
const wordsShown = 14;

/** What may stand there, in words: `integer from 1 to 64, or null`; `“crowd” or “lab”`. */
export function typeWords(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.const !== undefined) return written(schema.const);
  if (schema.enum !== undefined) {
    const words = schema.enum.map(written);
    if (words.length <= wordsShown) return alternatives(words);
    return `one of ${words.length} words: ${words.slice(0, 3).join(', ')} …`;
  }
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return alternatives([...new Set(variants.map(typeWords))]);
  if (schema.type === 'array') {
    const items = schema.items === undefined ? 'anything' : typeWords(schema.items);
    return `list of ${items}${rangeWords(schema.minItems, schema.maxItems, ' of them')}`;
  }
  if (schema.type === 'object') {
    const values = schema.additionalProperties;
    return typeof values === 'object' ? `object whose values are ${typeWords(values)}` : 'object';
  }
  const length = rangeWords(schema.minLength, schema.maxLength, ' characters');
  const pattern = schema.pattern === undefined ? '' : ` like ${schema.pattern}`;
  return `${schema.type ?? 'anything'}${rangeWords(schema.minimum, schema.maximum, '')}${length}${pattern}`;
}

function rangeWords(low: number | undefined, high: number | undefined, unit: string): string {
  if (low === undefined && high === undefined) return '';
  if (low === high) return `, ${low}${unit}`;
  if (high === undefined) return low === 0 && unit === '' ? ' from 0' : `, at least ${low}${unit}`;
  if (low === undefined || (low === 0 && unit !== '')) return `, at most ${high}${unit}`;
  return unit === '' ? ` from ${low} to ${high}` : `, ${low} to ${high}${unit}`;
}

function alternatives(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function written(value: unknown): string {
  return typeof value === 'string' ? `“${value}”` : String(value);
}

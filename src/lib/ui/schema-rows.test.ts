import { expect, it } from 'vitest';
import { apiReference } from './api-reference.ts';
import { schemaRows, typeWords, type JsonSchema } from './schema-rows.ts';

const cell: JsonSchema = {
  type: 'object',
  properties: {
    medianMs: { type: 'number', minimum: 0 },
    threads: { anyOf: [{ type: 'integer', minimum: 1, maximum: 64 }, { type: 'null' }] },
    rule: {
      oneOf: [
        { type: 'object', properties: { kind: { const: 'normal' } }, required: ['kind'] },
        {
          type: 'object',
          properties: { kind: { const: 'uniform' }, low: { type: 'number' } },
          required: ['kind'],
        },
      ],
    },
  },
  required: ['medianMs'],
};

it('lists every field however deep it lies, variants once', () => {
  const rows = schemaRows({ type: 'object', properties: { cells: { type: 'array', items: cell } } });
  expect(rows.map(({ path }) => path)).toEqual([
    'cells',
    'cells[].medianMs',
    'cells[].threads',
    'cells[].rule',
    'cells[].rule.kind',
    'cells[].rule.low',
  ]);
  expect(rows.find(({ path }) => path === 'cells[].medianMs')).toEqual({
    path: 'cells[].medianMs',
    type: 'number from 0',
    required: true,
  });
});

it.each<[JsonSchema, string]>([
  [{ enum: ['crowd', 'lab'], type: 'string' }, '“crowd” or “lab”'],
  [
    { anyOf: [{ type: 'integer', minimum: 1, maximum: 64 }, { type: 'null' }] },
    'integer from 1 to 64 or null',
  ],
  [{ type: 'array', items: { type: 'number' }, minItems: 16, maxItems: 16 }, 'list of number, 16 of them'],
  [{ type: 'string', maxLength: 80, pattern: '^[a-z]+$' }, 'string, at most 80 characters like ^[a-z]+$'],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, 'object whose values are integer'],
  [{ $ref: '#/components/schemas/Problem' }, 'Problem'],
  [{ const: 1 }, '1'],
])('says %j in words', (schema, words) => {
  expect(typeWords(schema)).toBe(words);
});

it('makes a command for every endpoint, with what it needs', () => {
  const answered = {
    200: { description: 'ok', content: { 'application/json': { schema: { $ref: '#/x/Result' } } } },
  };
  const { endpoints } = apiReference(
    {
      info: { description: '', version: '1' },
      components: { schemas: {} },
      paths: {
        '/api/v1/results/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          delete: { summary: 'Delete', security: [{ bearer: [] }], responses: answered },
        },
        '/api/v1/compare': {
          get: {
            summary: 'Compare',
            parameters: [{ name: 'a', in: 'query', required: true, schema: { type: 'string' } }],
            responses: answered,
          },
        },
      },
    },
    'https://site.example',
  );
  expect(endpoints.map(({ curl }) => curl)).toEqual([
    "curl -X DELETE 'https://site.example/api/v1/results/ID' \\\n  -H 'Authorization: Bearer TOKEN'",
    "curl 'https://site.example/api/v1/compare?a=A'",
  ]);
  expect(endpoints.map(({ id }) => id)).toEqual(['delete-results-id', 'get-compare']);
  expect(endpoints[0]?.answers).toEqual([{ status: '200', description: 'ok', document: 'Result' }]);
});

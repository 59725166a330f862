import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { submissionBytesLimit, submissionSchema } from '#lib/core/results/submission.ts';
import * as answers from './answers.ts';
import { problemType } from './problem.ts';
import {
  boardParameters,
  boardsParameters,
  compareParameters,
  listParameters,
  noParameters,
} from './query.ts';

type Schema = v.GenericSchema;
type Parameters = { readonly entries: Readonly<Record<string, Schema>> };

/** Schemas by the names under which the document's components carry them. */
const components = {
  Submission: submissionSchema,
  Accepted: answers.acceptedSchema,
  Result: answers.resultSchema,
  Models: answers.modelsSchema,
  Devices: answers.devicesSchema,
  Boards: answers.boardsSchema,
  Distribution: answers.distributionSchema,
  Comparison: answers.comparisonSchema,
  Stats: answers.statsSchema,
  Problem: answers.problemSchema,
} as const;

let made: object | null = null;

/** The endpoint's description, OpenAPI 3.1, made of the schemas that validate what comes in and describe what goes out. */
export function openApiDocument(): object {
  made ??= {
    openapi: '3.1.0',
    info: {
      title: 'Inferometer leaderboard',
      version: '1',
      description:
        'How fast machine-learning engines run in browsers, as measured by visitors (crowd) and by rigs (lab). Errors are problem documents (RFC 9457) and never repeat what was sent.',
    },
    paths: paths(),
    components: {
      schemas: Object.fromEntries(
        Object.entries(components).map(([name, schema]) => [name, jsonSchemaOf(schema)]),
      ),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
  return made;
}

function paths(): object {
  return {
    '/api/v1/results': {
      post: {
        summary: 'Send a result',
        description: `From the site’s own pages, or with a rig’s key as bearer token. At most ${submissionBytesLimit} bytes.`,
        security: [{}, { bearer: [] }],
        parameters: [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: true,
            description: 'The document’s resultId.',
            schema: { type: 'string' },
          },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: ref('Submission') } } },
        responses: {
          ...answered(201, 'Taken; the same body again gets the same answer', 'Accepted'),
          ...problems(400, 401, 403, 409, 413, 415, 422, 429, 503),
        },
      },
    },
    '/api/v1/results/{id}': {
      parameters: [inPath('id', '^[0-9a-f]{32}$')],
      get: {
        summary: 'One result',
        responses: { ...answered(200, 'The result', 'Result'), ...problems(404, 503) },
      },
      delete: {
        summary: 'Delete a result',
        description: 'With the token that the sender’s browser made, as bearer token.',
        security: [{ bearer: [] }],
        responses: { 204: { description: 'Deleted' }, ...problems(401, 403, 404, 503) },
      },
    },
    '/api/v1/models': reading('Models that boards show', 'Models', listParameters),
    '/api/v1/devices': reading('Devices that boards show', 'Devices', listParameters),
    '/api/v1/boards': reading('Boards, fifty at most', 'Boards', boardsParameters),
    '/api/v1/boards/{key}/distribution': {
      parameters: [inPath('key', '^[0-9a-f]{32}$')],
      ...reading('How one board’s results are spread', 'Distribution', boardParameters, 404),
    },
    '/api/v1/compare': reading('Two boards within the same runs', 'Comparison', compareParameters, 404),
    '/api/v1/stats': reading('How much there is', 'Stats', noParameters),
  };
}

function reading(summary: string, name: keyof typeof components, parameters: Parameters, ...more: number[]) {
  return {
    get: {
      summary,
      parameters: Object.entries(parameters.entries).map(([parameter, schema]) => ({
        name: parameter,
        in: 'query',
        required: schema.type !== 'optional',
        schema: jsonSchemaOf(schema),
      })),
      responses: {
        ...answered(200, 'With the epoch as entity tag', name),
        304: { description: 'Nothing was published since' },
        ...problems(400, ...more, 503),
      },
    },
  };
}

function inPath(name: string, pattern: string) {
  return { name, in: 'path', required: true, schema: { type: 'string', pattern } };
}

function answered(status: number, description: string, name: keyof typeof components) {
  return { [status]: { description, content: { 'application/json': { schema: ref(name) } } } };
}

function problems(...statuses: number[]) {
  const content = { [problemType]: { schema: ref('Problem') } };
  return Object.fromEntries(statuses.map((status) => [status, { description: 'A problem', content }]));
}

function ref(name: keyof typeof components) {
  return { $ref: `#/components/schemas/${name}` };
}

function jsonSchemaOf(schema: Schema): object {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    // A brand says something to the compiler only.
    ignoreActions: ['brand'],
    // JSON Schema's patterns are Unicode-aware by themselves.
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === 'regex'
        ? { ...jsonSchema, pattern: (valibotAction as v.RegexAction<string, undefined>).requirement.source }
        : undefined,
  });
  return rest;
}

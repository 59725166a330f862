import { schemaRows, typeWords, type JsonSchema, type SchemaRow } from './schema-rows.ts';

/** The parts of OpenAPI 3.1 that the service's own description uses. */
export interface OpenApiDocument {
  readonly info: { readonly description: string; readonly version: string };
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}
interface PathItem {
  readonly parameters?: readonly Parameter[];
  readonly get?: Operation;
  readonly post?: Operation;
  readonly delete?: Operation;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

/** The description as a page shows it. */
export interface ApiReference {
  readonly description: string;
  readonly endpoints: readonly Endpoint[];
  readonly documents: readonly { readonly name: string; readonly rows: readonly SchemaRow[] }[];
}
export interface Endpoint {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly place: string;
    readonly required: boolean;
    readonly type: string;
    readonly description: string;
  }[];
  /** Name of the document that is sent; null where there is none. */
  readonly body: string | null;
  readonly answers: readonly {
    readonly status: string;
    readonly description: string;
    readonly document: string | null;
  }[];
  /** A command to try it with. */
  readonly curl: string;
}

const methods = ['get', 'post', 'delete'] as const;
type Method = (typeof methods)[number];

/** @param origin of the site, for the commands */
export function apiReference(document: OpenApiDocument, origin: string): ApiReference {
  const endpoints = Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation === undefined
        ? []
        : [endpointOf(method, path, item.parameters ?? [], operation, origin)];
    }),
  );
  const documents = Object.entries(document.components.schemas).map(([name, schema]) => ({
    name,
    rows: schemaRows(schema),
  }));
  return { description: document.info.description, endpoints, documents };
}

function endpointOf(
  method: Method,
  path: string,
  shared: readonly Parameter[],
  operation: Operation,
  origin: string,
): Endpoint {
  const parameters = [...shared, ...(operation.parameters ?? [])];
  const body = documentOf(operation.requestBody?.content);
  return {
    id: `${method}-${path.replace(/^\/api\/v1\//, '').replace(/[^a-z]+/g, '-')}`.replace(/-$/, ''),
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    description: operation.description ?? '',
    parameters: parameters.map(({ name, in: place, required, schema, description = '' }) => ({
      name,
      place,
      required,
      type: typeWords(schema),
      description,
    })),
    body,
    answers: Object.entries(operation.responses).map(([status, { description, content }]) => ({
      status,
      description,
      document: documentOf(content),
    })),
    curl: curlOf(method, `${origin}${path}`, parameters, operation, body !== null),
  };
}

function documentOf(content: Content | undefined): string | null {
  const [first] = Object.values(content ?? {});
  return first === undefined ? null : typeWords(first.schema);
}

/** Placeholders in capitals stand for what only the reader knows. */
function curlOf(
  method: Method,
  address: string,
  parameters: readonly Parameter[],
  { security = [] }: Operation,
  hasBody: boolean,
): string {
  const inPath = address.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => `${name}=${name.toUpperCase()}`);
  const headers = [
    ...(security.some((way) => 'bearer' in way)
      ? [`Authorization: Bearer ${hasBody ? 'KEY' : 'TOKEN'}`]
      : []),
    ...parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => `${name}: RESULT_ID`),
    ...(hasBody ? ['Content-Type: application/json'] : []),
  ];
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${[inPath, query.join('&')].filter(Boolean).join('?')}'`,
    ...headers.map((header) => `  -H '${header}'`),
    ...(hasBody ? [`  --data-binary @submission.json`] : []),
  ].join(' \\\n');
}

import * as v from 'valibot';
import { protocolVersion } from '#lib/core/protocol/presets.ts';
import { submissionSchema, type Submission } from '#lib/core/results/submission.ts';
import type { FieldError, Problem } from './problem.ts';

export type ReadSubmission =
  | { readonly status: 'valid'; readonly submission: Submission }
  | { readonly status: 'invalid'; readonly problem: Problem };

/** More would help nobody: a document with so many faults was not made by our page. */
const errorsLimit = 20;

/** Names that change what an object is; no document of ours has them, whatever they are keys of. */
const pollutingNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads a submission from parsed JSON. A problem points at what is wrong and never repeats what was sent. */
export function readSubmission(json: unknown): ReadSubmission {
  const version = unknownVersion(json);
  if (version !== null) return invalid('unknown-version', version, []);
  if (holdsPollutingName(json)) {
    return invalid('invalid-submission', 'A key of the document is a name that no document may use.', []);
  }
  const parsed = v.safeParse(submissionSchema, json, { abortPipeEarly: true });
  if (parsed.success) return { status: 'valid', submission: parsed.output };
  const errors = parsed.issues.slice(0, errorsLimit).map(errorOf);
  const places = parsed.issues.length === 1 ? 'One field is' : `${parsed.issues.length} fields are`;
  return invalid('invalid-submission', `${places} not as an inferometer-submission has it.`, errors);
}

function invalid(
  kind: 'invalid-submission' | 'unknown-version',
  detail: string,
  errors: readonly FieldError[],
): ReadSubmission {
  return { status: 'invalid', problem: { status: 422, kind, detail, errors } };
}

/** The sentence for a document or protocol of another version; null where both are this server's, or no version at all. */
function unknownVersion(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('format' in json)) return null;
  if (json.format !== 'inferometer-submission') return null;
  const other = (field: string, known: number): boolean => {
    const value: unknown = (json as Record<string, unknown>)[field];
    return typeof value === 'number' && value !== known;
  };
  if (other('version', 1)) {
    return 'This server reads version 1 of inferometer-submission: reload the page to get the Inferometer that goes with it, and send the result from there.';
  }
  if (other('protocolVersion', protocolVersion)) {
    return `This server compares results of version ${protocolVersion} of the measuring protocol: reload the page and measure again.`;
  }
  return null;
}

function holdsPollutingName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsPollutingName);
  return Object.entries(value).some(([key, each]) => pollutingNames.has(key) || holdsPollutingName(each));
}

type Issue = v.InferIssue<typeof submissionSchema>;

function errorOf(issue: Issue): FieldError {
  const path = (issue.path ?? []).map(({ key }) => key);
  // A field's own name is only repeated where the schema has it too.
  const known = path.findIndex((key) => typeof key === 'string' && !fieldNames.has(key));
  const shown = known === -1 ? path : path.slice(0, known);
  const pointer = shown.map((key) => `/${String(key)}`).join('');
  if (known !== -1) return { pointer, detail: 'has a field, or a field’s name, that is not known here' };
  return { pointer, detail: wordsOf(issue) };
}

function wordsOf(issue: Issue): string {
  if (issue.received === 'undefined') return 'is missing';
  const requirement = 'requirement' in issue ? issue.requirement : null;
  switch (issue.type) {
    case 'literal':
    case 'picklist':
    case 'variant':
      // `expected` is written from the schema.
      return `must be ${issue.expected}`;
    case 'min_value':
      return `must be at least ${String(requirement)}`;
    case 'max_value':
      return `must be at most ${String(requirement)}`;
    case 'integer':
      return 'must be a whole number';
    case 'length':
    case 'min_length':
    case 'max_length':
    case 'max_entries':
      return `has the wrong length; the bound is ${String(requirement)}`;
    case 'regex':
      return 'does not have the form that is asked for';
    case 'number':
      return 'must be a number';
    case 'strict_object':
    case 'record':
      return 'must be an object with the fields that are asked for, and no others';
    default:
      return issue.expected === null ? 'is not as it must be' : `must be ${issue.expected}`;
  }
}

/** Every field that the schema knows, wherever. */
const fieldNames: ReadonlySet<string> = new Set(namesIn(submissionSchema));

function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { entries, item, wrapped, options, pipe } = schema as Record<string, unknown>;
  const below = [item, wrapped, ...listOf(options), ...listOf(pipe).filter((each) => each !== schema)];
  const own =
    typeof entries === 'object' && entries !== null
      ? Object.entries(entries).flatMap(([name, each]) => [name, ...namesIn(each)])
      : [];
  return [...own, ...below.flatMap(namesIn)];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

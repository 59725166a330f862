import { resolve } from 'node:path';
import type { PlanInput } from '#lib/core/protocol/plan.ts';
import { presetNames } from '#lib/core/protocol/presets.ts';
import { backendIds, precisions } from '#lib/core/results/ids.ts';
import { parseBrowser, type BrowserChoice } from './browser-choice.ts';
import { expandSuites } from './models.ts';
import type { ReportPaths } from './reports/write-reports.ts';
import { readTypedOptions } from './typed-options.ts';
import {
  parseCount,
  parseCounts,
  parseDim,
  parseEngines,
  parseInput,
  parseLimitMs,
  parseName,
  parseNames,
  parseNamed,
  refused,
  valid,
  type InputOverride,
  type Parsed,
} from './option-values.ts';

/** What the command line asks for. Paths are as written; `-` is standard output. */
export interface BenchCommand {
  readonly models: readonly string[];
  /** The plan without its model. */
  readonly plan: Omit<PlanInput, 'models'>;
  /** Values of symbolic dimensions, and inputs as wanted, for every model. */
  readonly dims: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, InputOverride>>;
  readonly browser: BrowserChoice;
  readonly headed: boolean;
  readonly strict: boolean;
  readonly jsonPath: string | null;
  readonly csvPath: string | null;
  readonly reports: ReportPaths;
  /** Earlier runs to hold these against, and how much slower is too slow, as written. */
  readonly baselinePath: string | null;
  readonly failAbove: string | null;
  /** The run file, which then says what is measured and where. */
  readonly configPath: string | null;
  /** Folder for run documents and checkpoints as they come; null for none that stays. */
  readonly resultsPath: string | null;
  /** Where results are submitted, as written; `off` also where the run file would say it. */
  readonly upload: string | 'off' | null;
  readonly spool: string | null;
  readonly device: string | null;
  readonly resume: boolean;
  readonly list: boolean;
}

export type ParsedArguments =
  | { readonly status: 'run'; readonly command: BenchCommand }
  | { readonly status: 'help' }
  | { readonly status: 'version' }
  | { readonly status: 'refused'; readonly message: string };

const options = {
  engines: { type: 'string' },
  backends: { type: 'string' },
  threads: { type: 'string' },
  batch: { type: 'string' },
  precision: { type: 'string' },
  preset: { type: 'string' },
  seed: { type: 'string' },
  dim: { type: 'string' },
  input: { type: 'string' },
  limit: { type: 'string' },
  browser: { type: 'string' },
  json: { type: 'string' },
  csv: { type: 'string' },
  report: { type: 'string' },
  markdown: { type: 'string' },
  junit: { type: 'string' },
  baseline: { type: 'string' },
  'fail-above': { type: 'string' },
  upload: { type: 'string' },
  'no-upload': { type: 'boolean' },
  spool: { type: 'string' },
  device: { type: 'string' },
  config: { type: 'string' },
  results: { type: 'string' },
  resume: { type: 'boolean' },
  list: { type: 'boolean' },
  headed: { type: 'boolean' },
  strict: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;
type OptionName = keyof typeof options;

/** What a run file says, so that the command line cannot say it too. */
const inRunFile: ReadonlySet<OptionName> = new Set([
  ...(['engines', 'backends', 'threads', 'batch', 'precision', 'preset', 'seed'] as const),
  ...(['dim', 'input', 'limit', 'browser', 'headed'] as const),
]);

/** Reads what was typed after `bench`. Lists accumulate over repeated options; of single values the last counts. */
export function parseBenchArguments(typed: readonly string[]): ParsedArguments {
  const read = readTypedOptions(typed, options);
  if (read.status === 'refused') return read;
  const { positionals: models, given } = read;
  if (given.has('help')) return { status: 'help' };
  if (given.has('version')) return { status: 'version' };
  const command = commandOf(expandSuites(models), given);
  return command.status === 'valid' ? { status: 'run', command: command.value } : command;
}

type Given = ReadonlyMap<OptionName, readonly string[]>;

function commandOf(models: readonly string[], given: Given): Parsed<BenchCommand> {
  const all = (name: OptionName): string | undefined => given.get(name)?.join(',');
  const last = (name: OptionName): string | undefined => given.get(name)?.at(-1);
  const parsed = {
    engines: optional(all('engines'), parseEngines),
    backends: optional(all('backends'), (text) => parseNames('--backends', 'backend', text, backendIds)),
    threads: optional(all('threads'), (text) => parseCounts('--threads', text, 64)),
    batch: optional(all('batch'), (text) => parseCounts('--batch', text)),
    precision: optional(all('precision'), (text) => parseNames('--precision', 'precision', text, precisions)),
    preset: optional(last('preset'), (text) => parseName('preset', text, presetNames)),
    seed: optional(last('seed'), (text) => parseCount('--seed', text, 0, 2 ** 32 - 1)),
    limitMs: optional(last('limit'), parseLimitMs),
    dims: parseNamed('--dim', given.get('dim') ?? [], parseDim),
    inputs: parseNamed('--input', given.get('input') ?? [], parseInput),
    browser: parseBrowser(last('browser') ?? 'chromium'),
  };
  for (const part of Object.values(parsed)) if (part.status === 'refused') return part;
  const configPath = last('config') ?? null;
  const saidTwice = configPath === null ? undefined : [...given.keys()].find((name) => inRunFile.has(name));
  if (configPath !== null && (models.length > 0 || saidTwice !== undefined))
    return refused(
      `The run file ${configPath} says what is measured and where; leave out ${saidTwice === undefined ? (models[0] ?? '') : `--${saidTwice}`}.`,
    );
  if (given.has('resume') && configPath === null && !given.has('results'))
    return refused('--resume needs the run file (--config) or the folder (--results) of what is to go on.');
  if (models.length === 0 && configPath === null) {
    return refused(
      'Name a model: a file, a URL or shelf:NAME, for example npm run -s bench -- shelf:silero-vad.',
    );
  }
  const outputs = outputsOf(last);
  if (outputs.status === 'refused') return outputs;
  const limitMs = value(parsed.limitMs);
  return valid({
    models,
    plan: {
      ...stated('engines', value(parsed.engines)),
      ...stated('backends', value(parsed.backends)),
      ...stated('threads', value(parsed.threads)),
      ...stated('batch', value(parsed.batch)),
      ...stated('precision', value(parsed.precision)),
      ...stated('preset', value(parsed.preset)),
      ...stated('seed', value(parsed.seed)),
      ...(limitMs === undefined ? {} : { limits: { openMs: limitMs, roundMs: limitMs } }),
    },
    dims: value(parsed.dims) ?? {},
    inputs: value(parsed.inputs) ?? {},
    browser: value(parsed.browser) ?? { kind: 'playwright', engine: 'chromium' },
    headed: given.has('headed'),
    strict: given.has('strict'),
    ...outputs.value,
    baselinePath: last('baseline') ?? null,
    failAbove: last('fail-above') ?? null,
    configPath,
    resultsPath: last('results') ?? null,
    upload: given.has('no-upload') ? 'off' : (last('upload') ?? null),
    spool: last('spool') ?? null,
    device: last('device') ?? null,
    resume: given.has('resume'),
    list: given.has('list'),
  });
}

type Outputs = Pick<BenchCommand, 'jsonPath' | 'csvPath' | 'reports'>;

/** Where results go; two to one place is refused, since the second would replace the first. */
function outputsOf(last: (name: OptionName) => string | undefined): Parsed<Outputs> {
  const taken = new Map<string, string>();
  for (const name of ['json', 'csv', 'report', 'markdown', 'junit'] as const) {
    const path = last(name);
    if (path === undefined) continue;
    const other = taken.get(resolve(path));
    if (other !== undefined)
      return refused(
        `--${other} and --${name} both name ${last(other as OptionName) ?? path}; give each its own place.`,
      );
    taken.set(resolve(path), name);
  }
  return valid({
    jsonPath: last('json') ?? null,
    csvPath: last('csv') ?? null,
    reports: {
      htmlPath: last('report') ?? null,
      markdownPath: last('markdown') ?? null,
      junitPath: last('junit') ?? null,
    },
  });
}

function optional<T>(text: string | undefined, parse: (text: string) => Parsed<T>): Parsed<T | undefined> {
  return text === undefined ? valid(undefined) : parse(text);
}

function value<T>(parsed: Parsed<T>): T | undefined {
  return parsed.status === 'valid' ? parsed.value : undefined;
}

function stated<K extends string, T>(key: K, stated: T | undefined): { [P in K]?: T } {
  return (stated === undefined ? {} : { [key]: stated }) as { [P in K]?: T };
}

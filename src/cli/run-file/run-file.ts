import * as v from 'valibot';
import { inputOverrideSchema } from '#lib/core/protocol/plan.ts';
import { presetNames } from '#lib/core/protocol/presets.ts';
import { backendIds, precisions } from '#lib/core/results/ids.ts';

/**
 * The run file: what an unattended command measures, where, and what becomes of the results. Every combination of model,
 * cells, preset and target is one run. Objects are strict, so that a mistyped key is found.
 */

const text = v.pipe(v.string(), v.minLength(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1));
const seconds = v.pipe(v.number(), v.minValue(0.1), v.maxValue(3600));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

const modelObject = v.strictObject({
  /** As on the command line: a file, a folder, an address or `shelf:NAME`; paths are the run file's neighbours. */
  model: text,
  dims: v.optional(v.record(v.string(), count), {}),
  inputs: v.optional(v.record(v.string(), inputOverrideSchema), {}),
});
// A choice by the shape of what is written, instead of a union, whose refusals do not say which key is wrong.
const modelSchema = v.lazy((input) => (isObject(input) ? modelObject : text));

/** What of a plan says which cells there are; what is left out is the page's default. */
const cellsObject = v.strictObject({
  engines: v.optional(v.array(text)),
  backends: v.optional(v.array(v.picklist(backendIds))),
  threads: v.optional(v.array(v.pipe(count, v.maxValue(64)))),
  batch: v.optional(v.pipe(v.array(count), v.minLength(1))),
  precision: v.optional(v.array(v.picklist(precisions))),
});
const cellsSchema = v.lazy((input) =>
  Array.isArray(input) ? v.pipe(v.array(cellsObject), v.minLength(1)) : cellsObject,
);

const switchSets = ['auto', 'gpu', 'software', 'none'] as const;

/** What every target may have. */
const anyTarget = {
  /** Unique in the file; the kind and what tells it apart unless given. */
  name: v.optional(text),
  /** Where the device finds the site, when not on the address that this command serves it at. */
  site: v.optional(v.pipe(text, v.url())),
};

const local = { ...anyTarget, path: v.optional(text), headed: v.optional(v.boolean(), false) };

const chromium = v.strictObject({
  ...local,
  kind: v.literal('chromium'),
  channel: v.optional(v.picklist(['any', 'chromium', 'chrome', 'edge']), 'any'),
  /** `gpu` uses the real one, `software` imitates it, `auto` is `gpu` where there is one, `none` adds no graphics switch. */
  switches: v.optional(v.picklist(switchSets), 'auto'),
  /** Further switches. */
  args: v.optional(v.array(text), []),
});
const firefox = v.strictObject({
  ...local,
  kind: v.literal('firefox'),
  /** Playwright's own build, a stock one over WebDriver BiDi, or whichever is there. */
  via: v.optional(v.picklist(['auto', 'playwright', 'bidi']), 'auto'),
  preferences: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), {}),
});
const webkit = v.strictObject({
  ...local,
  kind: v.literal('webkit'),
  /** Playwright's own build, a stock one over classic WebDriver, or whichever is there. */
  via: v.optional(v.picklist(['auto', 'playwright', 'webdriver']), 'auto'),
});
const android = v.strictObject({
  ...anyTarget,
  kind: v.literal('android'),
  /** As `adb devices` shows it; the only device unless given. */
  serial: v.optional(text),
  package: v.optional(text, 'com.android.chrome'),
  adb: v.optional(text, 'adb'),
});
const cdp = v.strictObject({ ...anyTarget, kind: v.literal('cdp'), endpoint: text });
const playwright = v.strictObject({
  ...anyTarget,
  kind: v.literal('playwright'),
  endpoint: text,
  browser: v.optional(v.picklist(['chromium', 'firefox', 'webkit']), 'chromium'),
});
const ssh = v.strictObject({
  ...anyTarget,
  kind: v.literal('ssh'),
  /** `user@host`, or a name of the ssh configuration. */
  host: text,
  port: v.optional(port),
  /** The browser's program on the device; found there unless given. */
  browser: v.optional(text),
  switches: v.optional(v.picklist(switchSets), 'auto'),
  ssh: v.optional(text, 'ssh'),
});

/** Kinds that need nothing else said, and so may be written as one word. */
const plainTargets = ['chromium', 'firefox', 'webkit', 'android'] as const;

const targetObject = v.variant('kind', [chromium, firefox, webkit, android, cdp, playwright, ssh]);
const plainTarget = v.picklist(plainTargets);
const targetSchema = v.lazy((input) => (isObject(input) ? targetObject : plainTarget));

export const runFileSchema = v.strictObject({
  models: v.pipe(v.array(modelSchema), v.minLength(1)),
  /** One set of cells, or several that are measured in runs of their own. */
  cells: v.optional(cellsSchema, {}),
  presets: v.optional(v.pipe(v.array(v.picklist(presetNames)), v.minLength(1)), ['standard']),
  targets: v.pipe(v.array(targetSchema), v.minLength(1)),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1))),
  limits: v.optional(
    v.strictObject({
      /** Longest that opening a model may take. */
      openSeconds: v.optional(seconds),
      /** Longest that a cell may take in one round. */
      cellSeconds: v.optional(seconds),
      /** Longest that one run may take, restarts of the browser included. */
      runSeconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(7 * 86_400)), 4 * 3600),
      /** Longest that a browser may keep silent before it is taken for hung and restarted. */
      answerSeconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(3600)), 60),
    }),
    {},
  ),
  /** How often a browser that crashed or hung is started again within one run. */
  restarts: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20)), 3),
  /** How many devices may measure at the same time; on one device it is always one. */
  devicesAtOnce: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64)), 1),
  /** Folder for run documents and for what an interrupted command needs to go on, beside the run file. */
  results: v.optional(text, 'inferometer-results'),
  baseline: v.optional(text),
  /** Such as `5%`. */
  failAbove: v.optional(text),
  /** Address of the site whose leaderboard a rig submits to. */
  upload: v.optional(v.pipe(text, v.url())),
});

export type RunFile = v.InferOutput<typeof runFileSchema>;
/** A run file as people write it. */
export type RunFileInput = v.InferInput<typeof runFileSchema>;
export type Target = v.InferOutput<typeof targetObject>;
export type TargetOf<Kind extends Target['kind']> = Extract<Target, { kind: Kind }>;
export type CellSet = v.InferOutput<typeof cellsObject>;

function isObject(input: unknown): boolean {
  return typeof input === 'object' && input !== null;
}

/** A target with what a bare word leaves out. */
export function completeTarget(
  written: v.InferInput<typeof targetObject> | RunFile['targets'][number],
): Target {
  return v.parse(targetObject, typeof written === 'string' ? { kind: written } : written);
}

import { incomparable } from './compare-runs.ts';
import { environmentChanges } from './environment-change.ts';
import type { RunDocument } from './run-document.ts';

export type FoundBaseline =
  | { readonly status: 'found'; readonly baseline: RunDocument }
  /** `reason` is a sentence for people. */
  | { readonly status: 'refused'; readonly reason: string };

/**
 * The run of a baseline file to hold a run against: of the same model, protocol and inputs, on the same kind of device
 * and in a browser of the same family (another version is what regressions are looked for in), and of several the one
 * whose surroundings differ least, then the latest.
 */
export function findBaseline(runs: readonly RunDocument[], now: RunDocument): FoundBaseline {
  const ofModel = runs.filter(({ model }) => model.sha256 === now.model.sha256);
  const comparable = ofModel.filter((run) => incomparable(run, now) === null);
  const near = comparable.filter((run) => placeOf(run) === placeOf(now));
  const [baseline] = near.toSorted(
    (a, b) => distance(a, now) - distance(b, now) || Date.parse(b.startedAt) - Date.parse(a.startedAt),
  );
  if (baseline !== undefined) return { status: 'found', baseline };
  return { status: 'refused', reason: whyNone({ runs, ofModel, comparable }, now) };
}

function whyNone(
  found: Record<'runs' | 'ofModel' | 'comparable', readonly RunDocument[]>,
  now: RunDocument,
): string {
  const [any] = found.runs;
  const [same] = found.ofModel;
  if (any === undefined) return 'The baseline holds no run.';
  if (same === undefined) {
    return found.runs.length === 1
      ? (incomparable(any, now) ?? '')
      : `None of the baseline's ${found.runs.length} runs measured ${now.model.name}: the files differ (SHA-256).`;
  }
  if (found.comparable.length === 0) return incomparable(same, now) ?? '';
  const places = [...new Set(found.comparable.map(placeOf))].join(', ');
  return `The baseline was measured in ${places} and this run in ${placeOf(now)}: another browser or device is no regression.`;
}

function distance(run: RunDocument, now: RunDocument): number {
  return environmentChanges(run.environment, now.environment).length;
}

/** `Chromium on Linux (desktop)` */
function placeOf({ environment: { browser, os, formFactor } }: RunDocument): string {
  return `${browser.family} on ${os.family} (${formFactor})`;
}

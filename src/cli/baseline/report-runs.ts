import type { RunDocument } from '#lib/core/results/run-document.ts';
import { refused, valid, type Parsed } from '../option-values.ts';
import type { ReportedRun } from '../reports/report-content.ts';
import { judgeRuns } from './judge.ts';
import { parseFailAbove, usualFailAbove } from './fail-above.ts';
import { readRuns } from './read-runs.ts';
import { runTitle } from './words.ts';

/** What runs are held against. */
export interface Baseline {
  readonly runs: readonly RunDocument[];
  readonly failAbove: number;
}

/**
 * Reads `--baseline FILE --fail-above PERCENT` before anything is measured; null where no baseline is wanted. A limit
 * without a baseline is refused, since it would check nothing.
 */
export async function readBaseline(
  path: string | null,
  limit: string | null,
): Promise<Parsed<Baseline | null>> {
  const failAbove = limit === null ? valid(usualFailAbove) : parseFailAbove(limit);
  if (failAbove.status === 'refused') return failAbove;
  if (path === null)
    return limit === null ? valid(null) : refused('--fail-above needs --baseline FILE to compare with.');
  const runs = await readRuns(path);
  if (runs.status === 'refused') return refused(`The baseline cannot be used: ${runs.message}`);
  return valid({ runs: runs.value, failAbove: failAbove.value });
}

/** Runs as reports take them, each with what the baseline says of it. Titles begin with `name` where given. */
export function reportedRuns(
  runs: readonly { readonly name: string | null; readonly run: RunDocument }[],
  baseline: Baseline | null,
): ReportedRun[] {
  const judged =
    baseline &&
    judgeRuns(
      runs.map(({ run }) => run),
      baseline.runs,
      baseline.failAbove,
    );
  const titles = uniqueTitles(
    runs.map(({ name, run }) => (name === null ? runTitle(run) : `${name}: ${runTitle(run)}`)),
  );
  return runs.map(({ run }, index) => ({
    title: titles[index] ?? '',
    run,
    judged: judged?.[index] ?? null,
  }));
}

/** The second of one name becomes `name (2)`. */
function uniqueTitles(titles: readonly string[]): string[] {
  return titles.map((title, index) => {
    const earlier = titles.slice(0, index).filter((other) => other === title).length;
    return earlier === 0 ? title : `${title} (${earlier + 1})`;
  });
}

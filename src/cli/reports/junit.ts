import { cellTitle } from '#lib/core/results/cell-title.ts';
import { sortCells } from '#lib/core/results/export-rows.ts';
import type { Cell, MeasuredCell } from '#lib/core/results/run-document.ts';
import { cellSentence, changesSentence, lostSentence, verdictSentence } from '../baseline/words.ts';
import { escapeText } from './html.ts';
import { estimateMs } from './number-words.ts';
import type { ReportContent, ReportedRun } from './report-content.ts';

interface Case {
  readonly name: string;
  readonly seconds: number;
  /** What went wrong: `failure` where the result is bad, `error` where there is none, `skipped` where none can be. */
  readonly outcome: {
    readonly kind: 'failure' | 'error' | 'skipped';
    readonly type: string;
    readonly message: string;
  } | null;
  readonly output: string | null;
}

/**
 * JUnit's XML, as CI systems read it: a suite for each run, a case for each configuration. A regression and a wrong
 * result are failures, a configuration that broke is an error, one that the browser cannot do is skipped with the
 * reason. A suite whose baseline could not be compared has a failed case that says why.
 */
export function toJunit({ runs }: ReportContent): string {
  const suites = runs.map((reported) => ({ reported, cases: casesOf(reported) }));
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Inferometer" ${counts(all)}>`,
    ...suites.flatMap(({ reported, cases }) => suiteLines(reported, cases)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines({ title, run, judged }: ReportedRun, cases: readonly Case[]): string[] {
  const properties = {
    model: run.model.name,
    modelSha256: run.model.sha256,
    browser: `${run.environment.browser.family} ${run.environment.browser.majorVersion ?? ''}`.trim(),
    os: run.environment.os.family,
    preset: run.plan.preset,
    protocolVersion: String(run.protocolVersion),
    recommendation: run.recommendation.sentence,
  };
  const changes = judged && changesSentence(judged);
  return [
    `  <testsuite name="${escapeText(title)}" timestamp="${escapeText(run.startedAt)}" ${counts(cases)}>`,
    '    <properties>',
    ...Object.entries(properties).map(
      ([name, value]) => `      <property name="${name}" value="${escapeText(value)}"/>`,
    ),
    '    </properties>',
    ...cases.flatMap((each) => caseLines(each, title)),
    ...(changes === null ? [] : [`    <system-out>${escapeText(changes)}</system-out>`]),
    '  </testsuite>',
  ];
}

function caseLines({ name, seconds, outcome, output }: Case, suite: string): string[] {
  const head = `    <testcase name="${escapeText(name)}" classname="${escapeText(suite)}" time="${seconds.toFixed(6)}"`;
  const inside = [
    ...(outcome === null ? [] : [`      ${outcomeTag(outcome)}`]),
    ...(output === null ? [] : [`      <system-out>${escapeText(output)}</system-out>`]),
  ];
  return inside.length === 0 ? [`${head}/>`] : [`${head}>`, ...inside, '    </testcase>'];
}

function outcomeTag({ kind, type, message }: NonNullable<Case['outcome']>): string {
  const text = escapeText(message);
  if (kind === 'skipped') return `<skipped message="${text}"/>`;
  return `<${kind} type="${escapeText(type)}" message="${text}">${text}</${kind}>`;
}

function counts(cases: readonly Case[]): string {
  const of = (kind: string) => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  const seconds = cases.reduce((sum, each) => sum + each.seconds, 0);
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}" time="${seconds.toFixed(6)}"`;
}

function casesOf(reported: ReportedRun): Case[] {
  const cases = sortCells(reported.run.cells).map((cell) => caseOf(cell, reported));
  const { judged } = reported;
  if (judged?.check.status !== 'refused') return cases;
  const message = verdictSentence(judged);
  const failed: Case = {
    name: 'comparison with the baseline',
    seconds: 0,
    outcome: { kind: 'failure', type: 'not-comparable', message },
    output: null,
  };
  return [...cases, failed];
}

/** The time of a case is what its rounds took, which is what CI systems add up. */
function caseOf(cell: Cell, { run, judged }: ReportedRun): Case {
  const name = cell.id;
  const check = judged?.check.status === 'checked' ? judged.check : null;
  const lost = check?.lost.find(({ id }) => id === cell.id);
  if (lost !== undefined) {
    const message = lostSentence(lost, run);
    return { name, seconds: 0, outcome: { kind: 'failure', type: 'lost-result', message }, output: null };
  }
  if (cell.status !== 'measured') {
    const kind = cell.status === 'failed' ? 'error' : 'skipped';
    return {
      name,
      seconds: 0,
      outcome: { kind, type: cell.reason.kind, message: cell.reason.message },
      output: null,
    };
  }
  const { medianMs, ciLowMs, ciHighMs } = cell.latency;
  const result = `${cellTitle(cell, run.cells)}: ${estimateMs(medianMs, ciLowMs, ciHighMs)}, outputs ${cell.correctness.verdict}`;
  const checked = check?.cells.find(({ id }) => id === cell.id);
  const sentence = checked && check ? cellSentence(checked, run, check.failAbove) : null;
  const output = [`${result}.`, ...(sentence === null ? [] : [sentence])].join('\n');
  const seconds = secondsOf(cell);
  if (cell.correctness.verdict === 'fail')
    return {
      name,
      seconds,
      outcome: { kind: 'failure', type: 'wrong-result', message: 'The outputs are wrong.' },
      output,
    };
  if (checked?.verdict === 'slower' && sentence !== null)
    return { name, seconds, outcome: { kind: 'failure', type: 'regression', message: sentence }, output };
  return { name, seconds, outcome: null, output };
}

function secondsOf({ rounds }: MeasuredCell): number {
  const ms = rounds.map(
    ({ samplesMs, batchOfRuns, warmUp }) =>
      warmUp.elapsedMs + samplesMs.reduce((sum, sampleMs) => sum + sampleMs * batchOfRuns, 0),
  );
  return ms.reduce((sum, each) => sum + each, 0) / 1000;
}

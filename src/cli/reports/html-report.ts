import { hasRegressed } from '#lib/core/results/regression-check.ts';
import { verdictSentence } from '../baseline/words.ts';
import { checkFigure } from './check-figure.ts';
import { coldFigure } from './cold-figure.ts';
import { html, type Html } from './html.ts';
import { latencyFigure, reasonsList } from './latency-figure.ts';
import { bytesInWords } from './number-words.ts';
import { page } from './page.ts';
import type { ReportContent, ReportedRun } from './report-content.ts';

/** The whole report as one HTML file that asks nothing from anywhere. */
export function toHtmlReport({ runs }: ReportContent): string {
  const [first] = runs;
  const title =
    runs.length === 1 && first !== undefined ? first.title : `${runs.length} runs measured by Inferometer`;
  return page(
    title,
    html`<header>
        <h1>${title}</h1>
        ${summary(runs)} ${runs.length > 1 && contents(runs)}
      </header>
      <main>${runs.map((reported, index) => runSection(reported, index, runs.length === 1))}</main>`,
  );
}

function summary(runs: readonly ReportedRun[]): Html | null {
  const judged = runs.flatMap((reported) => reported.judged ?? []);
  if (judged.length === 0 || runs.length === 1) return null;
  const worse = judged.filter(({ check }) => hasRegressed(check)).length;
  const refused = judged.filter(({ check }) => check.status === 'refused').length;
  const sentence =
    worse === 0
      ? `No regression was found in ${judged.length - refused} of ${judged.length} runs.`
      : `${worse} of ${judged.length} runs got worse than their baseline.`;
  return html`<p class="lead">${sentence}</p>
    ${refused > 0 && html`<p class="caution">${refused} of the runs could not be compared with the baseline.</p>`}`;
}

function contents(runs: readonly ReportedRun[]): Html {
  return html`<nav aria-label="Runs">
    <ul>
      ${runs.map(
        ({ title, judged }, index) =>
          html`<li>
            <a href="#run-${index + 1}">${title}</a
            >${judged !== null && html` <span class="${standing(judged.check)} quiet">${word(judged.check)}</span>`}
          </li>`,
      )}
    </ul>
  </nav>`;
}

function standing(check: NonNullable<ReportedRun['judged']>['check']): string {
  if (check.status === 'refused') return 'caution';
  return hasRegressed(check) ? 'bad' : 'good';
}

function word(check: NonNullable<ReportedRun['judged']>['check']): string {
  if (check.status === 'refused') return 'not compared';
  return hasRegressed(check) ? 'regression' : 'no regression';
}

/** The heading of the only run is the page's. */
function runSection(reported: ReportedRun, index: number, isOnly: boolean): Html {
  const { title, run, judged } = reported;
  const stopped = run.status === 'cancelled';
  return html`<section id="run-${index + 1}" aria-labelledby="title-${index + 1}">
    <div class="head">
      <h2 id="title-${index + 1}" ${isOnly && html` class="unseen"`}>${isOnly ? 'Result' : title}</h2>
      <p class="lead">${run.recommendation.sentence}</p>
      ${stopped && html`<p class="caution">The run was stopped before its end; this is what had been measured.</p>`}
      ${run.resumed !== undefined && html`<p class="caution">The run was interrupted and went on ${run.resumed.length === 1 ? 'once' : `${run.resumed.length} times`}; finished rounds were kept.</p>`}
      <p class="quiet">${placeOf(reported)}</p>
    </div>
    ${judged !== null && verdict(judged)} ${judged !== null && checkFigure(judged)} ${latencyFigure(run)}
    ${coldFigure(run)} ${reasonsList(run)} ${facts(reported)}
  </section>`;
}

function verdict(judged: NonNullable<ReportedRun['judged']>): Html {
  const { check } = judged;
  const tone = check.status === 'refused' ? '' : hasRegressed(check) ? 'bad' : 'good';
  return html`<div class="verdict ${tone}">
    <p><strong>${verdictSentence(judged)}</strong></p>
  </div>`;
}

function placeOf({ run: { environment, model } }: ReportedRun): string {
  const { browser, os, formFactor, logicalCores, gpu, headless, isolated } = environment;
  return [
    `${browser.family} ${browser.majorVersion ?? ''}`.trim() + (headless ? ' (headless)' : ''),
    `${os.family}${formFactor === 'unknown' ? '' : ` ${formFactor}`}`,
    `${logicalCores ?? 'an unknown number of'} logical cores`,
    ...(gpu === null
      ? []
      : [`${gpu.software ? 'software graphics' : 'GPU'} ${gpu.vendor} ${gpu.architecture}`.trim()]),
    ...(isolated ? [] : ['not cross-origin isolated']),
    `${model.name}: ${model.format}, ${model.precision}, ${bytesInWords(model.bytes)}`,
  ].join(' · ');
}

function facts({ run }: ReportedRun): Html {
  const { automation, clockResolutionMs } = run.environment;
  const rounds = Math.max(
    0,
    ...run.cells.map((cell) => (cell.status === 'measured' ? cell.rounds.length : 0)),
  );
  const parts = [
    `${rounds} rounds, preset ${run.plan.preset}, order seeded with ${run.plan.seed}`,
    `measured ${run.startedAt.slice(0, 16).replace('T', ' ')} UTC in ${Math.round(run.durationMs / 1000)} s`,
    `clock step ${Number((clockResolutionMs * 1000).toPrecision(2))} µs`,
    ...(automation === null ? [] : [`driven by ${[automation.driver, ...automation.switches].join(' ')}`]),
    `Inferometer ${run.appVersion}, protocol ${run.protocolVersion}`,
    `model SHA-256 ${run.model.sha256.slice(0, 16)}…`,
    `run ${run.runId}`,
  ];
  return html`<p class="quiet">${parts.join(' · ')}</p>`;
}

import type { ResumeCause, RunDocument } from '#lib/core/results/run-document.ts';
import { parseRunDocument } from '#lib/core/results/parse-run-document.ts';
import type { PlannedRun, RunLimits } from './planned-run.ts';
import {
  beginRun,
  cancelRun,
  engineIds,
  handOver,
  nextNews,
  waitUntilReady,
  type RunStart,
} from './page-run.ts';
import type { Progress } from './page-types.ts';
import { firstLineOf, type DrivenBrowser, type DrivenPage } from './targets/driven-browser.ts';
import { unknownName } from './unknown-name.ts';

/** How one attempt at a run ended. */
export type RunOutcome =
  | { readonly status: 'measured'; readonly document: RunDocument; readonly isOverLimit: boolean }
  /** The page says in a sentence why it cannot run this plan on this model. */
  | { readonly status: 'refused'; readonly message: string }
  | { readonly status: 'cancelled' }
  | BrowserLost;

/** The browser or its page ended, keeps silent, or never got as far as showing the site. */
export interface BrowserLost {
  readonly status: 'browser-lost';
  readonly cause: Extract<ResumeCause, 'browser-crashed' | 'browser-hung'>;
  readonly message: string;
  /** What was being measured. */
  readonly cell: string | null;
}

export interface RunRequest {
  readonly run: PlannedRun;
  readonly siteUrl: string;
  readonly limits: RunLimits;
  readonly start: Pick<RunStart, 'checkpoint' | 'cause' | 'crashed'>;
  readonly onProgress: (progress: Progress) => void;
  /** The run goes on when this is settled. */
  readonly onCheckpoint: (checkpoint: string) => Promise<void>;
  /** Ends the run; what had been measured still comes back. */
  readonly signal: AbortSignal;
}

/** Opening a page and starting an engine's probe may take a slow device longer than an answer. */
const openLimitMs = 180_000;
const endNewsLimitMs = 500;

class Silence extends Error {}
class Ended extends Error {}
class NotReady extends Error {}

/** Measures one planned run in a page of its own. Whatever the browser does to us comes back as an outcome. */
export async function measureRun(browser: DrivenBrowser, request: RunRequest): Promise<RunOutcome> {
  const ended = browser.ended.then((message) => {
    throw new Ended(message);
  });
  ended.catch(() => undefined);
  let cell: string | null = null;
  const within = <T>(answer: Promise<T>, limitMs: number): Promise<T> =>
    Promise.race([answer, ended, silence(limitMs)]);
  try {
    return await inPage(browser, request, within, (progress) => {
      if (progress.phase === 'measuring') cell = progress.cell;
      request.onProgress(progress);
    });
  } catch (error) {
    if (error instanceof PageBug) throw error;
    if (process.env['DEBUG'] !== undefined) process.stderr.write(`${String(error)}\n`);
    if (error instanceof Silence)
      return lost('browser-hung', `The browser gave no answer for ${error.message} seconds.`, cell);
    if (error instanceof NotReady || error instanceof Ended)
      return lost('browser-crashed', error.message, cell);
    // A call that is under way fails a moment before the browser is known to be gone; that is the better reason.
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), endNewsLimitMs));
    const news = await Promise.race([browser.ended, late]);
    return lost('browser-crashed', news ?? `The browser's page was lost: ${firstLineOf(error)}.`, cell);
  }
}

/** A bug of the page, which starting a browser again would not mend. */
class PageBug extends Error {}

type Within = <T>(answer: Promise<T>, limitMs: number) => Promise<T>;

async function inPage(
  browser: DrivenBrowser,
  request: RunRequest,
  within: Within,
  onProgress: (progress: Progress) => void,
): Promise<RunOutcome> {
  const { run, siteUrl, limits } = request;
  const page = await within(browser.openPage(siteUrl), openLimitMs);
  try {
    if (!(await within(waitUntilReady(page, browser.automation), openLimitMs)))
      throw new NotReady('The site did not get ready in this browser; it may be too old for it.');
    const problem = await engineProblem(run, () => within(engineIds(page), openLimitMs));
    if (problem !== null) return { status: 'refused', message: problem };
    const handed = await within(handOver(page, run.source), limits.runMs);
    if (handed.status === 'broken') throw new PageBug(handed.message);
    if (handed.status === 'refused') return handed;
    if (request.signal.aborted) return { status: 'cancelled' };
    const plan = { ...run.plan, models: [{ ...run.request, ref: handed.value }] };
    await within(beginRun(page, { ...request.start, plan }), limits.answerMs);
    return await followRun(page, request, within, onProgress);
  } finally {
    await Promise.race([page.close().catch(() => undefined), silence(5000).catch(() => undefined)]);
  }
}

async function followRun(
  page: DrivenPage,
  { signal, limits, onCheckpoint }: RunRequest,
  within: Within,
  onProgress: (progress: Progress) => void,
): Promise<RunOutcome> {
  const overLimit = AbortSignal.timeout(limits.runMs);
  const stop = AbortSignal.any([signal, overLimit]);
  let isAskedToEnd = false;
  for (;;) {
    if (stop.aborted && !isAskedToEnd) {
      isAskedToEnd = true;
      await within(cancelRun(page), limits.answerMs);
    }
    const { progress, checkpoint, answer } = await within(nextNews(page), limits.answerMs);
    if (progress !== null) onProgress(progress);
    if (checkpoint !== null) await onCheckpoint(checkpoint);
    if (answer === null) continue;
    if (answer.status === 'broken') throw new PageBug(answer.message);
    if (answer.status === 'refused') return signal.aborted ? { status: 'cancelled' } : answer;
    const parsed = parseRunDocument(JSON.parse(answer.value));
    if (parsed.status === 'invalid')
      throw new PageBug(`The page gave a run document that is not one. ${parsed.message}`);
    const { document } = parsed;
    return {
      status: 'measured',
      document,
      isOverLimit: document.status === 'cancelled' && !signal.aborted,
    };
  }
}

/** Only the page knows which engines there are, so that a new one needs no change here. */
async function engineProblem(run: PlannedRun, engines: () => Promise<string[]>): Promise<string | null> {
  const asked = run.plan.engines ?? [];
  if (asked.length === 0) return null;
  const known = await engines();
  const unknown = asked.find((engine) => !known.includes(engine));
  return unknown === undefined ? null : unknownName('engine', unknown, known);
}

function silence(limitMs: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Silence(String(Math.round(limitMs / 1000)))), limitMs).unref();
  });
}

function lost(cause: BrowserLost['cause'], message: string, cell: string | null): BrowserLost {
  return { status: 'browser-lost', cause, message, cell };
}

import { readFile } from 'node:fs/promises';
import type { PlanInput } from '#lib/core/protocol/plan.ts';
import type { ResumeCause } from '#lib/core/results/run-document.ts';
import type { ModelFile, ModelSource } from './models.ts';
import type { PageAnswer, RunNews } from './page-globals.ts';
import type { DrivenPage } from './targets/driven-browser.ts';

/** Everything that runs inside the page on behalf of one measurement, whatever protocol carries it there. */

const readyLimitMs = 30_000;
const progressIntervalMs = 500;
/** How long the page keeps a question open while nothing happens; classic WebDriver takes no other one meanwhile. */
const newsWaitMs = 2000;
/** Longest that a run waits for its checkpoint to be fetched. */
const checkpointWaitMs = 5000;
/** Bytes of a model that go to the page in one message, where it cannot be given a file's path. */
const chunkBytes = 3 * 2 ** 20;

/** Waits until the page's script has put `window.inferometer` there, and tells it what drives it. */
export function waitUntilReady(
  page: DrivenPage,
  automation: { readonly driver: string; readonly switches: readonly string[] },
): Promise<boolean> {
  return page.evaluate(
    async ({ limitMs, automation }) => {
      const end = performance.now() + limitMs;
      globalThis.__inferometerAutomation = { driver: automation.driver, switches: [...automation.switches] };
      // Its type says that it is always there, which is true only once the page's script has run.
      while ((window as Partial<Window>).inferometer === undefined) {
        if (performance.now() > end) return false;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return true;
    },
    { limitMs: readyLimitMs, automation },
  );
}

/** Ids of the engines that the page has. */
export function engineIds(page: DrivenPage): Promise<string[]> {
  return page.evaluate(async () => {
    const report = await window.inferometer.probe();
    return [...new Set(report.engines.map((entry) => entry.engine))];
  }, null);
}

/** The reference by which a plan names the model, which is handed over where it is not the site's own. */
export async function handOver(page: DrivenPage, source: ModelSource): Promise<PageAnswer<string>> {
  if (source.kind === 'site') return { status: 'answered', value: source.ref };
  if (page.chooseFiles === null) for (const file of source.files) await sendFile(page, file);
  else await page.chooseFiles(source.files);
  return page.evaluate(async () => {
    const files = globalThis.__inferometerFiles ?? [];
    globalThis.__inferometerFiles = undefined;
    try {
      return {
        status: 'answered' as const,
        value: (await window.inferometer.addModelFiles(files)).ref,
      };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const isRefusal = error instanceof Error && error.name === 'InferometerError';
      return { status: isRefusal ? ('refused' as const) : ('broken' as const), message };
    }
  }, null);
}

/** A model's file in pieces: a browser elsewhere cannot read this machine's files. */
async function sendFile(page: DrivenPage, { path, name }: ModelFile): Promise<void> {
  const bytes = await readFile(path);
  for (let begin = 0; begin === 0 || begin < bytes.length; begin += chunkBytes) {
    await page.evaluate(
      (base64) => {
        const binary = atob(base64);
        const part = new Uint8Array(binary.length);
        for (let index = 0; index < binary.length; index++) part[index] = binary.charCodeAt(index);
        (globalThis.__inferometerParts ??= []).push(part);
        return null;
      },
      bytes.subarray(begin, begin + chunkBytes).toString('base64'),
    );
  }
  await page.evaluate((name) => {
    (globalThis.__inferometerFiles ??= []).push(new File(globalThis.__inferometerParts ?? [], name));
    globalThis.__inferometerParts = undefined;
    return null;
  }, name);
}

export interface RunStart {
  readonly plan: PlanInput;
  /** Of an earlier attempt at this run. */
  readonly checkpoint: string | null;
  readonly cause: ResumeCause | null;
  readonly crashed: readonly { readonly cell: string; readonly detail: string }[];
}

/** Starts a run in the page and comes back at once; `nextNews` tells how it goes on. */
export async function beginRun(page: DrivenPage, start: RunStart): Promise<void> {
  await page.evaluate(
    ({ plan, checkpoint, cause, crashed, intervalMs, waitMs }) => {
      const run: NonNullable<typeof globalThis.__inferometerRun> = {
        progress: null,
        checkpoint: null,
        answer: null,
        fetched: () => undefined,
        wake: () => undefined,
      };
      globalThis.__inferometerRun = run;
      let latestMs = -Infinity;
      let latestStep = '';
      const ended = window.inferometer.run(
        plan,
        (progress) => {
          const step =
            progress.phase === 'measuring'
              ? `${progress.round} ${progress.cell} ${progress.step}`
              : progress.phase;
          const nowMs = performance.now();
          // Each report wakes this page's main thread and the driver, beside the worker that measures.
          if (step === latestStep && nowMs - latestMs < intervalMs) return;
          [latestStep, latestMs] = [step, nowMs];
          run.progress = progress;
          run.wake();
        },
        {
          onCheckpoint: (text) =>
            new Promise((resolve) => {
              run.checkpoint = text;
              run.fetched = resolve;
              setTimeout(resolve, waitMs);
              run.wake();
            }),
          ...(checkpoint === null ? {} : { continueFrom: checkpoint }),
          ...(cause === null ? {} : { cause }),
          crashed,
        },
      );
      ended
        // As text: some drivers' own encoding takes seconds for many samples.
        .then((document) => ({ status: 'answered' as const, value: JSON.stringify(document) }))
        .catch((error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          const isRefusal = error instanceof Error && error.name === 'InferometerError';
          return { status: isRefusal ? ('refused' as const) : ('broken' as const), message };
        })
        .then((answer) => {
          run.answer = answer;
          run.wake();
        });
      return null;
    },
    { ...start, intervalMs: progressIntervalMs, waitMs: checkpointWaitMs },
  );
}

/** What has happened since the last question; waits a little for something to happen. */
export function nextNews(page: DrivenPage): Promise<RunNews> {
  return page.evaluate(async (waitMs) => {
    const run = globalThis.__inferometerRun;
    if (run === undefined) throw new Error('The page was reloaded.');
    if (run.progress === null && run.checkpoint === null && run.answer === null) {
      await new Promise<void>((resolve) => {
        run.wake = resolve;
        setTimeout(resolve, waitMs);
      });
    }
    const { progress, checkpoint, answer } = run;
    [run.progress, run.checkpoint] = [null, null];
    if (checkpoint !== null) run.fetched();
    return { progress, checkpoint, answer };
  }, newsWaitMs);
}

/** Asks the page to end its run; the news then brings what had been measured. */
export async function cancelRun(page: DrivenPage): Promise<void> {
  await page.evaluate(() => {
    void window.inferometer.cancel();
    return null;
  }, null);
}

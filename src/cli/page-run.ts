import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright';
import type { PlanInput } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { parseRunDocument } from '#lib/core/results/parse-run-document.ts';
import type { ModelFile, ModelSource } from './models.ts';
import type { Progress } from './page-types.ts';

/** Everything that runs inside the page on behalf of one measurement; the page is open and idle. */

const readyLimitMs = 30_000;
const progressIntervalMs = 500;

/** An answer of the page: its own refusals are sentences for people and no bugs. */
export type PageAnswer<T> =
  | { readonly status: 'answered'; readonly value: T }
  | { readonly status: 'refused'; readonly message: string };

/** Waits until the page's script has put `window.inferometer` there. */
export async function waitUntilReady(page: Page): Promise<boolean> {
  return page.evaluate(async (limitMs) => {
    const end = performance.now() + limitMs;
    // Its type says that it is always there, which is true only once the page's script has run.
    while ((window as Partial<Window>).inferometer === undefined) {
      if (performance.now() > end) return false;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return true;
  }, readyLimitMs);
}

/** Ids of the engines that the page has. */
export async function engineIds(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const report = await window.inferometer.probe();
    return [...new Set(report.engines.map((entry) => entry.engine))];
  });
}

/** The reference by which a plan names the model, which is handed over where it is not the site's own. */
export async function handOver(page: Page, source: ModelSource): Promise<PageAnswer<string>> {
  if (source.kind === 'site') return { status: 'answered', value: source.ref };
  return handOverFiles(page, source.files);
}

/** A file input takes paths, so that not even large models pass through the automation protocol. */
async function handOverFiles(page: Page, files: readonly ModelFile[]): Promise<PageAnswer<string>> {
  const input = await page.evaluateHandle(() => {
    const element = document.createElement('input');
    element.type = 'file';
    element.multiple = true;
    return element;
  });
  await input.setInputFiles(files.map((file) => file.path));
  const answer = await page.evaluate(
    async ({ input, names }) => {
      try {
        const chosen = [...(input.files ?? [])];
        const named = chosen.map((file, index) => new File([file], names[index] ?? file.name));
        const handle = await window.inferometer.addModelFiles(named);
        return { status: 'answered' as const, value: handle.ref };
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'InferometerError') throw error;
        return { status: 'refused' as const, message: error.message };
      }
    },
    { input, names: files.map((file) => file.name) },
  );
  await input.dispose();
  return answer;
}

/** Runs a plan. The document crosses as JSON text: Playwright's own encoding takes seconds for many samples. */
export async function runPlan(
  page: Page,
  plan: PlanInput,
  onProgress: (progress: Progress) => void,
): Promise<PageAnswer<RunDocument>> {
  const binding = `inferometerProgress_${randomUUID().replaceAll('-', '')}`;
  await page.exposeFunction(binding, onProgress);
  const answer = await page.evaluate(
    async ({ plan, binding, intervalMs }) => {
      const report = (window as unknown as Record<string, (progress: Progress) => unknown>)[binding];
      let latestMs = -Infinity;
      let latestStep = '';
      try {
        const document = await window.inferometer.run(plan, (progress) => {
          const step =
            progress.phase === 'measuring'
              ? `${progress.round} ${progress.cell} ${progress.step}`
              : progress.phase;
          const nowMs = performance.now();
          // Each report wakes this page's main thread and the driver, beside the worker that measures.
          if (step === latestStep && nowMs - latestMs < intervalMs) return;
          [latestStep, latestMs] = [step, nowMs];
          void report?.(progress);
        });
        return { status: 'answered' as const, value: JSON.stringify(document) };
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'InferometerError') throw error;
        return { status: 'refused' as const, message: error.message };
      }
    },
    { plan, binding, intervalMs: progressIntervalMs },
  );
  if (answer.status === 'refused') return answer;
  const parsed = parseRunDocument(JSON.parse(answer.value));
  if (parsed.status === 'invalid')
    throw new Error(`The page gave a run document that is not one. ${parsed.message}`);
  return { status: 'answered', value: parsed.document };
}

export async function cancelRun(page: Page): Promise<void> {
  await page.evaluate(() => window.inferometer.cancel());
}

import { existsSync } from 'node:fs';
import { chromium, firefox, webkit, type Browser, type Page } from 'playwright';
import type { PlanInput } from '#lib/core/protocol/plan.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { chromiumSwitches, findBrowser, hasGpu } from '../../scripts/browser.ts';
import type { BrowserChoice, BrowserEngine } from './browser-choice.ts';
import type { ModelSource } from './models.ts';
import { refused, valid, type Parsed } from './option-values.ts';
import { cancelRun, engineIds, handOver, runPlan, waitUntilReady } from './page-run.ts';
import type { Progress } from './page-types.ts';

const launchLimitMs = 60_000;
const openLimitMs = 60_000;
const cancelLimitMs = 15_000;
const deathNewsLimitMs = 500;

export type MeasureOutcome =
  | { readonly status: 'measured'; readonly document: RunDocument }
  /** The page says in a sentence why it cannot run this plan on this model. */
  | { readonly status: 'refused'; readonly message: string }
  | { readonly status: 'cancelled' }
  | BrowserDied;

/** The browser or its page ended, or never got as far as showing the site. */
export type BrowserDied = { readonly status: 'browser-died'; readonly message: string };

type Lived<T> = { readonly status: 'lived'; readonly value: T } | BrowserDied;

export interface MeasureRequest {
  readonly source: ModelSource;
  /** The plan for the model that the page knows under `ref`. */
  readonly planFor: (ref: string) => PlanInput;
  readonly onProgress: (progress: Progress) => void;
  /** Ends the run; what had been measured still comes back. */
  readonly signal: AbortSignal;
}

const types = { chromium, firefox, webkit };
const titles: Record<BrowserEngine, string> = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

/** A browser with the site in it. One page, in a context of its own with empty caches, for each model. */
export class BrowserSession {
  readonly #browser: Browser;
  readonly #siteUrl: string;
  readonly #switches: readonly string[];

  private constructor(browser: Browser, siteUrl: string, switches: readonly string[]) {
    this.#browser = browser;
    this.#siteUrl = siteUrl;
    this.#switches = switches;
  }

  /** Starts the browser, or says in a sentence why there is none. */
  static async open(
    choice: BrowserChoice,
    isHeaded: boolean,
    siteUrl: string,
  ): Promise<Parsed<BrowserSession>> {
    const program = await programOf(choice);
    if (program.status === 'refused') return program;
    const switches = choice.engine === 'chromium' ? chromiumSwitches({ softwareGpu: !hasGpu() }) : [];
    try {
      const browser = await types[choice.engine].launch({
        ...(program.value === null ? {} : { executablePath: program.value }),
        headless: !isHeaded,
        args: switches,
        timeout: launchLimitMs,
        // An interrupted run still wants its results, so the command itself closes the browser.
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      });
      return valid(new BrowserSession(browser, siteUrl, switches));
    } catch (error) {
      if (process.env['DEBUG'] !== undefined) process.stderr.write(`${String(error)}\n`);
      const which = program.value === null ? titles[choice.engine] : `the browser ${program.value}`;
      const headed = isHeaded ? ' Without --headed it needs no screen.' : '';
      return refused(`${which[0]?.toUpperCase()}${which.slice(1)} could not be started and driven.${headed}`);
    }
  }

  /** Ids of the engines that the site has. */
  async engines(): Promise<Lived<readonly string[]>> {
    return this.#inFreshPage(engineIds);
  }

  async measure(request: MeasureRequest): Promise<MeasureOutcome> {
    const lived = await this.#inFreshPage(async (page): Promise<MeasureOutcome> => {
      const handed = await handOver(page, request.source);
      return handed.status === 'refused' ? handed : runUntilCancelled(page, request, handed.value);
    });
    return lived.status === 'lived' ? lived.value : lived;
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  /** Works in a page of its own, in which the site is ready, for as long as page and browser live. */
  async #inFreshPage<T>(work: (page: Page) => Promise<T>): Promise<Lived<T>> {
    const death = Promise.withResolvers<BrowserDied>();
    const die = (message: string): void => death.resolve({ status: 'browser-died', message });
    const onDisconnected = (): void => die('The browser ended before it was done.');
    this.#browser.once('disconnected', onDisconnected);
    if (!this.#browser.isConnected()) onDisconnected();
    const working = this.#openPage(die).then(async ({ page, isReady }): Promise<Lived<T>> => {
      if (!isReady)
        return {
          status: 'browser-died',
          message: 'The site did not get ready in this browser; it may be too old for it.',
        };
      try {
        return { status: 'lived', value: await work(page) };
      } finally {
        await page
          .context()
          .close()
          .catch(() => undefined);
      }
    });
    // A call that is under way fails a moment before or after the browser is known to be gone; the death is the reason.
    const patient = working.catch(async (error: unknown): Promise<Lived<T>> => {
      const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), deathNewsLimitMs));
      const died = await Promise.race([death.promise, late]);
      if (died === null) throw error;
      return died;
    });
    try {
      return await Promise.race([patient, death.promise]);
    } finally {
      patient.catch(() => undefined);
      this.#browser.off('disconnected', onDisconnected);
    }
  }

  async #openPage(die: (message: string) => void): Promise<{ page: Page; isReady: boolean }> {
    const context = await this.#browser.newContext();
    await context.addInitScript(
      (automation) => {
        globalThis.__inferometerAutomation = automation;
      },
      { driver: 'playwright', switches: [...this.#switches] },
    );
    const page = await context.newPage();
    page.on('crash', () =>
      die("The browser's page crashed before it was done; it may have run out of memory."),
    );
    await page.goto(this.#siteUrl, { timeout: openLimitMs });
    return { page, isReady: await waitUntilReady(page) };
  }
}

async function runUntilCancelled(page: Page, request: MeasureRequest, ref: string): Promise<MeasureOutcome> {
  if (request.signal.aborted) return { status: 'cancelled' };
  const givenUp = Promise.withResolvers<MeasureOutcome>();
  const stop = (): void => {
    cancelRun(page).catch(() => undefined);
    setTimeout(() => givenUp.resolve({ status: 'cancelled' }), cancelLimitMs).unref();
  };
  request.signal.addEventListener('abort', stop, { once: true });
  try {
    const run = runPlan(page, request.planFor(ref), request.onProgress).then((answer): MeasureOutcome =>
      answer.status === 'answered' ? { status: 'measured', document: answer.value } : answer,
    );
    run.catch(() => undefined);
    return await Promise.race([run, givenUp.promise]);
  } finally {
    request.signal.removeEventListener('abort', stop);
  }
}

/** The program to start; null where Playwright knows its own. */
async function programOf(choice: BrowserChoice): Promise<Parsed<string | null>> {
  if (choice.kind === 'program') {
    return existsSync(choice.path) ? valid(choice.path) : refused(`There is no browser at ${choice.path}.`);
  }
  if (choice.engine === 'chromium') {
    const found = await findBrowser({ install: true });
    return found.status === 'found' ? valid(found.executablePath) : refused(found.message);
  }
  if (existsSync(types[choice.engine].executablePath())) return valid(null);
  return refused(
    `Playwright's ${titles[choice.engine]} is not installed: run npx playwright install ${choice.engine}, or choose another with --browser.`,
  );
}

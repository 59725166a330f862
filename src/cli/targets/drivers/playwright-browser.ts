import type { Browser, BrowserContext, Page } from 'playwright';
import type { ModelFile } from '../../models.ts';
import { expressionOf, type DrivenBrowser, type DrivenPage } from '../driven-browser.ts';

export interface PlaywrightOptions {
  readonly switches: readonly string[];
  /** Whether the browser reads files of this machine. */
  readonly isLocal: boolean;
  /** Whatever else is to be ended with it. */
  readonly alsoClose?: () => Promise<void> | void;
}

const openLimitMs = 60_000;

/** A browser that Playwright has launched or is connected to. */
export function playwrightBrowser(browser: Browser, options: PlaywrightOptions): DrivenBrowser {
  const ended = Promise.withResolvers<string>();
  browser.once('disconnected', () => ended.resolve('The browser ended before it was done.'));
  return {
    automation: { driver: 'playwright', switches: options.switches },
    ended: ended.promise,
    async openPage(url) {
      const { context, isOwn } = await contextOf(browser);
      const page = await context.newPage();
      page.once('crash', () =>
        ended.resolve("The browser's page crashed before it was done; it may have run out of memory."),
      );
      await page.goto(url, { timeout: openLimitMs });
      return drivenPage(page, options.isLocal, () => (isOwn ? context.close() : page.close()));
    },
    async close() {
      await browser.close();
      await options.alsoClose?.();
    },
  };
}

/** A context of its own has empty caches; Chrome on Android has only the one. */
async function contextOf(browser: Browser): Promise<{ context: BrowserContext; isOwn: boolean }> {
  try {
    return { context: await browser.newContext(), isOwn: true };
  } catch (error) {
    const [context] = browser.contexts();
    if (context === undefined) throw error;
    return { context, isOwn: false };
  }
}

function drivenPage(page: Page, isLocal: boolean, close: () => Promise<void>): DrivenPage {
  return {
    async evaluate<Answer>(run: (argument: never) => unknown, argument: unknown) {
      return JSON.parse(await page.evaluate<string>(expressionOf(run, argument))) as Answer;
    },
    chooseFiles: isLocal ? (files) => chooseFiles(page, files) : null,
    close: () => close().catch(() => undefined),
  };
}

/** A file input takes paths, so that not even large models pass through the automation protocol. */
async function chooseFiles(page: Page, files: readonly ModelFile[]): Promise<void> {
  const input = await page.evaluateHandle(() => {
    const element = document.createElement('input');
    element.type = 'file';
    element.multiple = true;
    return element;
  });
  await input.setInputFiles(files.map((file) => file.path));
  await input.evaluate(
    (element, names) => {
      const chosen = [...(element.files ?? [])];
      globalThis.__inferometerFiles = chosen.map(
        (file, index) => new File([file], names[index] ?? file.name),
      );
    },
    files.map((file) => file.name),
  );
  await input.dispose();
}

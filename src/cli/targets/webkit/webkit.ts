import { existsSync } from 'node:fs';
import { webkit } from 'playwright';
import { refused, valid } from '../../option-values.ts';
import type { TargetOf } from '../../run-file/run-file.ts';
import type { OpenBrowser } from '../driven-browser.ts';
import { playwrightBrowser } from '../drivers/playwright-browser.ts';
import { launchProblem, ownSignals } from '../launching.ts';
import { openStockWebKit } from './stock-webkit.ts';

/** Playwright's own build of WebKit where it is, else WebKitGTK's MiniBrowser over classic WebDriver. */
export const openWebKit: OpenBrowser<TargetOf<'webkit'>> = async (target, surroundings) => {
  if (target.path !== undefined && !existsSync(target.path))
    return refused(`There is no browser at ${target.path}.`);
  const isPlaywrights = existsSync(webkit.executablePath());
  if (target.via === 'playwright' && !isPlaywrights)
    return refused("Playwright's WebKit is not installed: run npx playwright install webkit.");
  if (target.via === 'webdriver' || target.path !== undefined || !isPlaywrights)
    return openStockWebKit(target, surroundings);
  try {
    const browser = await webkit.launch({ headless: !target.headed, ...ownSignals });
    return valid(playwrightBrowser(browser, { switches: [], isLocal: true }));
  } catch (error) {
    return launchProblem(error, 'WebKit', target.headed);
  }
};

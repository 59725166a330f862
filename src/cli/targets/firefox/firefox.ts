import { existsSync } from 'node:fs';
import { firefox } from 'playwright';
import { refused, valid } from '../../option-values.ts';
import type { TargetOf } from '../../run-file/run-file.ts';
import { displayProblem } from '../display.ts';
import type { OpenBrowser } from '../driven-browser.ts';
import { playwrightBrowser } from '../drivers/playwright-browser.ts';
import { findProgram } from '../find-program.ts';
import { launchProblem, ownSignals } from '../launching.ts';
import { openStockFirefox } from './stock-firefox.ts';

/** Playwright's own build of Firefox where it is, else a stock one over WebDriver BiDi, which Playwright cannot drive. */
export const openFirefox: OpenBrowser<TargetOf<'firefox'>> = async (target, surroundings) => {
  const problem = target.headed ? displayProblem() : null;
  if (problem !== null) return refused(problem);
  if (target.path !== undefined && !existsSync(target.path))
    return refused(`There is no browser at ${target.path}.`);
  const isPlaywrights = existsSync(firefox.executablePath());
  if (target.via === 'playwright' && !isPlaywrights)
    return refused("Playwright's Firefox is not installed: run npx playwright install firefox.");
  if (target.via === 'bidi' || target.path !== undefined || !isPlaywrights) {
    const program = target.path ?? findProgram(['firefox', 'firefox-esr'], macAndWindows);
    return program === null
      ? refused(
          "There is no Firefox on this machine: install it (on Debian the package firefox-esr), or Playwright's with npx playwright install firefox.",
        )
      : openStockFirefox(program, target, surroundings);
  }
  try {
    const browser = await firefox.launch({
      headless: !target.headed,
      firefoxUserPrefs: target.preferences,
      ...ownSignals,
    });
    const switches = Object.entries(target.preferences).map(([name, value]) => `${name}=${String(value)}`);
    return valid(playwrightBrowser(browser, { switches, isLocal: true }));
  } catch (error) {
    return launchProblem(error, 'Firefox', target.headed);
  }
};

const macAndWindows = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:/Program Files/Mozilla Firefox/firefox.exe',
];

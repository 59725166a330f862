import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { chromiumSwitches, findBrowser, findProduct, hasGpu } from '../../../../scripts/browser.ts';
import { refused, valid, type Parsed } from '../../option-values.ts';
import type { TargetOf } from '../../run-file/run-file.ts';
import { displayProblem } from '../display.ts';
import type { OpenBrowser } from '../driven-browser.ts';
import { playwrightBrowser } from '../drivers/playwright-browser.ts';
import { launchProblem, ownSignals } from '../launching.ts';

type ChromiumTarget = TargetOf<'chromium'>;

const titles = { any: 'Chromium', chromium: 'Chromium', chrome: 'Chrome', edge: 'Edge' };

/** A Chromium, Chrome or Edge of this machine, started by Playwright over a pipe: when we end, it ends. */
export const openChromium: OpenBrowser<ChromiumTarget> = async (target) => {
  const program = await programOf(target);
  if (program.status === 'refused') return program;
  const problem = target.headed ? displayProblem() : null;
  if (problem !== null) return refused(problem);
  const switches = [...chromiumSwitches({ softwareGpu: softwareGpuOf(target.switches) }), ...target.args];
  try {
    const browser = await chromium.launch({
      executablePath: program.value,
      headless: !target.headed,
      args: switches,
      ...ownSignals,
    });
    return valid(playwrightBrowser(browser, { switches, isLocal: true }));
  } catch (error) {
    return launchProblem(error, target.path ?? titles[target.channel], target.headed);
  }
};

function softwareGpuOf(switches: ChromiumTarget['switches']): boolean | null {
  if (switches === 'none') return null;
  return switches === 'auto' ? !hasGpu() : switches === 'software';
}

async function programOf({ path, channel }: ChromiumTarget): Promise<Parsed<string>> {
  if (path !== undefined) return existsSync(path) ? valid(path) : refused(`There is no browser at ${path}.`);
  if (channel !== 'any') {
    const found = findProduct(channel);
    return found === undefined
      ? refused(`${titles[channel]} is not installed on this machine; install it, or give its path.`)
      : valid(found);
  }
  const found = await findBrowser({ install: true });
  return found.status === 'found' ? valid(found.executablePath) : refused(found.message);
}

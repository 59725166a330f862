import { chromium, firefox, webkit } from 'playwright';
import { refused, valid, type Parsed } from '../../option-values.ts';
import type { TargetOf } from '../../run-file/run-file.ts';
import { firstLineOf, type DrivenBrowser, type OpenBrowser } from '../driven-browser.ts';
import { playwrightBrowser } from '../drivers/playwright-browser.ts';
import { checkDevtools } from './endpoint.ts';

const connectLimitMs = 60_000;

/** A Chromium that runs already and listens for Chrome's DevTools protocol. */
export const openCdp: OpenBrowser<TargetOf<'cdp'>> = ({ endpoint }) => connectOverDevtools(endpoint, {});

/** A browser behind a Playwright server: a device cloud, or `npx playwright run-server` on another machine. */
export const openPlaywright: OpenBrowser<TargetOf<'playwright'>> = async ({ endpoint, browser }) => {
  if (!/^wss?:\/\//.test(endpoint))
    return refused(`${endpoint} is not the address of a Playwright server; one is ws://127.0.0.1:3000/.`);
  try {
    const types = { chromium, firefox, webkit };
    const connected = await types[browser].connect(endpoint, { timeout: connectLimitMs });
    return valid(playwrightBrowser(connected, { switches: [], isLocal: false }));
  } catch (error) {
    return refused(
      /ECONNREFUSED/.test(String(error))
        ? `${endpoint} refused the connection: no Playwright server listens there.`
        : `${endpoint} speaks another protocol than this Playwright: ${firstLineOf(error)}.`,
    );
  }
};

export async function connectOverDevtools(
  endpoint: string,
  options: { readonly switches?: readonly string[]; readonly alsoClose?: () => void },
): Promise<Parsed<DrivenBrowser>> {
  const found = await checkDevtools(endpoint);
  if (found.status === 'refused') return found;
  try {
    const browser = await chromium.connectOverCDP(endpoint, { timeout: connectLimitMs });
    const { switches = [], alsoClose } = options;
    return valid(
      playwrightBrowser(browser, {
        switches,
        isLocal: false,
        ...(alsoClose === undefined ? {} : { alsoClose }),
      }),
    );
  } catch (error) {
    return refused(`${endpoint} speaks another protocol than Chrome's DevTools: ${firstLineOf(error)}.`);
  }
}

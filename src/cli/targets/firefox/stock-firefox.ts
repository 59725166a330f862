import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refused, valid, type Parsed } from '../../option-values.ts';
import type { TargetOf } from '../../run-file/run-file.ts';
import { firstLineOf, type DrivenBrowser, type Surroundings } from '../driven-browser.ts';
import { bidiBrowser } from '../drivers/bidi-browser.ts';
import { BidiConnection } from '../drivers/bidi-connection.ts';
import { startTethered } from '../drivers/tethered.ts';

const startLimitMs = 60_000;

/** What keeps a fresh profile from doing other things while something is measured. */
const quietPreferences: TargetOf<'firefox'>['preferences'] = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};

/** Starts a Firefox as it is installed, with a profile of its own, and opens a WebDriver BiDi session. */
export async function openStockFirefox(
  program: string,
  target: TargetOf<'firefox'>,
  { onExit }: Surroundings,
): Promise<Parsed<DrivenBrowser>> {
  const profile = mkdtempSync(join(tmpdir(), 'inferometer-firefox-'));
  onExit(() => rmSync(profile, { recursive: true, force: true, maxRetries: 3 }));
  const preferences = { ...quietPreferences, ...target.preferences };
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  const switches = ['--remote-debugging-port', '0', ...(target.headed ? [] : ['--headless'])];
  const firefox = startTethered(program, [...switches, '--profile', profile, '--no-remote', 'about:blank']);
  onExit(() => firefox.end());
  const said = await firefox.find(/WebDriver BiDi listening on (ws:\/\/\S+)/, startLimitMs);
  if (said === null) {
    firefox.end();
    return refused(`The browser ${program} could not be started and driven over WebDriver BiDi.`);
  }
  try {
    const connection = await BidiConnection.open(`${said[1]}/session`);
    await connection.send('session.new', { capabilities: {} });
    const own = Object.entries(target.preferences).map(([name, value]) => `${name}=${String(value)}`);
    return valid(
      bidiBrowser(connection, {
        switches: [...(target.headed ? [] : ['--headless']), ...own],
        programEnded: firefox.ended.then(() => 'The browser ended before it was done.'),
        end: () => firefox.end(),
      }),
    );
  } catch (error) {
    firefox.end();
    return refused(`The browser ${program} refused a WebDriver BiDi session: ${firstLineOf(error)}.`);
  }
}

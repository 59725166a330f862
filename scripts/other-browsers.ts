import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from './run-command.ts';

const downloadLimitMs = 50_000;
const installLimitMs = 120_000;
const packages = { 'firefox-esr': 'firefox-esr', WebKitWebDriver: 'webkit2gtk-driver', Xvfb: 'xvfb' };

/**
 * On Debian as root gets the browsers that Playwright may not have, for the tests of device runs. Where that does not
 * work within a minute it is let be, and those tests are skipped and say so. The download alone is cut short: a package
 * that is being installed is better waited for.
 */
export async function installOtherBrowsers(): Promise<void> {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  const missing = Object.entries(packages).flatMap(([program, name]) => (isOnPath(program) ? [] : [name]));
  if (missing.length === 0) return;
  process.stderr.write(`Installing ${missing.join(', ')} with apt-get…\n`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const endMs = performance.now() + downloadLimitMs;
  const wanted = ['install', '-y', '--no-install-recommends'];
  for (const parameters of [['update'], [...wanted, '--download-only', ...missing]]) {
    const limitMs = Math.max(1000, endMs - performance.now());
    const outcome = await runCommand('apt-get', parameters, { environment, limitMs });
    if (outcome.status !== 'ended' || outcome.code !== 0) return;
  }
  await runCommand('apt-get', [...wanted, '--no-download', ...missing], {
    environment,
    limitMs: installLimitMs,
  });
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

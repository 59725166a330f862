import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { refused, valid, type Parsed } from '../../option-values.ts';
import type { TargetOf } from '../../run-file/run-file.ts';
import { displayProblem } from '../display.ts';
import type { DrivenBrowser, Surroundings } from '../driven-browser.ts';
import { startTethered } from '../drivers/tethered.ts';
import { webDriverBrowser } from '../drivers/webdriver-browser.ts';
import { findProgram } from '../find-program.ts';
import { freePort } from '../free-port.ts';
import { startXvfb } from './xvfb.ts';

const startLimitMs = 30_000;
const installing =
  'on Debian the packages webkit2gtk-driver and xvfb bring it, elsewhere npx playwright install webkit brings a WebKit';

/** WebKitGTK's MiniBrowser, which cannot do without a screen: without --headed it gets one of its own that nobody sees. */
export async function openStockWebKit(
  target: TargetOf<'webkit'>,
  { onExit }: Surroundings,
): Promise<Parsed<DrivenBrowser>> {
  const driver = findProgram(['WebKitWebDriver']);
  if (driver === null) return refused(`There is no WebKitWebDriver on this machine: ${installing}.`);
  const program = target.path ?? findProgram(['MiniBrowser'], libraryPlaces());
  if (program === null)
    return refused(`There is no MiniBrowser of WebKitGTK on this machine: ${installing}.`);
  const environment: Record<string, string | undefined> = { ...process.env };
  if (target.headed) {
    const problem = displayProblem();
    if (problem !== null) return refused(problem);
  } else {
    const screen = await startXvfb(onExit);
    if (screen.status === 'refused') return screen;
    environment['DISPLAY'] = screen.value;
    delete environment['WAYLAND_DISPLAY'];
  }
  // Its sandbox (bubblewrap) does not start as root.
  if (process.getuid?.() === 0) environment['WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS'] = '1';
  const port = await freePort();
  const running = startTethered(driver, [`--port=${port}`], environment);
  onExit(() => running.end());
  const address = `http://127.0.0.1:${port}`;
  if (!(await isListening(address, running.ended))) {
    running.end();
    return refused(`${driver} could not be started.`);
  }
  return valid(
    webDriverBrowser({
      address,
      capabilities: { 'webkitgtk:browserOptions': { binary: program, args: ['--automation'] } },
      switches: target.headed ? [] : ['xvfb'],
      programEnded: running.ended.then(() => 'The driver of the browser ended before it was done.'),
      end: () => running.end(),
    }),
  );
}

/** Debian keeps MiniBrowser among the library's own programs, as webkit2gtk-4.1 in a folder of the architecture. */
function libraryPlaces(): string[] {
  return ['/usr/lib', '/usr/libexec', '/usr/lib64'].flatMap((folder) => {
    const inside = foldersIn(folder);
    const architectures = inside.filter((name) => name.includes('-linux-')).map((name) => join(folder, name));
    return [folder, ...architectures].flatMap((place) =>
      foldersIn(place)
        .filter((name) => /^webkit(2gtk|gtk)-/.test(name))
        .map((name) => join(place, name, 'MiniBrowser')),
    );
  });
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

async function isListening(address: string, ended: Promise<unknown>): Promise<boolean> {
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  const endMs = performance.now() + startLimitMs;
  while (!hasEnded && performance.now() < endMs) {
    const answer = await fetch(`${address}/status`).catch(() => null);
    if (answer?.ok === true) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

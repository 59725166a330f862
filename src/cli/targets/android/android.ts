import { runCommand } from '../../../../scripts/run-command.ts';
import { refused, valid, type Parsed } from '../../option-values.ts';
import type { TargetOf } from '../../run-file/run-file.ts';
import type { OpenBrowser } from '../driven-browser.ts';
import { connectOverDevtools } from '../remote/remote.ts';
import { chooseDevice, devtoolsSocket } from './adb-answers.ts';

const answerLimitMs = 30_000;
const startLimitMs = 30_000;

/**
 * Chrome on a phone or tablet. adb brings the browser's DevTools to a port of this machine and the site to the device's
 * own localhost, which browsers trust as they trust HTTPS.
 */
export const openAndroid: OpenBrowser<TargetOf<'android'>> = async (target, { siteUrl, onExit }) => {
  const listed = await adb(target.adb, ['devices']);
  if (listed.status === 'refused') return listed;
  const device = chooseDevice(listed.value, target.serial);
  if (device.status === 'refused') return device;
  const onDevice = (...parameters: string[]): Promise<Parsed<string>> =>
    adb(target.adb, ['-s', device.value, ...parameters]);
  const started = await onDevice(
    ...[
      'shell',
      'am',
      'start',
      '-a',
      'android.intent.action.VIEW',
      '-d',
      'about:blank',
      '-p',
      target.package,
    ],
  );
  if (started.status === 'refused' || /^Error/m.test(started.value))
    return refused(`The device ${device.value} has no browser ${target.package} that can be started.`);
  const socket = await waitForSocket(target.package, () => onDevice('shell', 'cat', '/proc/net/unix'));
  if (socket === null)
    return refused(
      `${target.package} on ${device.value} does not offer DevTools; unlock the device and open the browser once.`,
    );
  const { port } = new URL(siteUrl);
  const reversed = await onDevice('reverse', `tcp:${port}`, `tcp:${port}`);
  if (reversed.status === 'refused') return reversed;
  const forwarded = await onDevice('forward', 'tcp:0', `localabstract:${socket}`);
  if (forwarded.status === 'refused') return forwarded;
  const localPort = forwarded.value.trim();
  const undo = (): void => {
    void onDevice('forward', '--remove', `tcp:${localPort}`);
    void onDevice('reverse', '--remove', `tcp:${port}`);
  };
  onExit(undo);
  return connectOverDevtools(`http://127.0.0.1:${localPort}`, { alsoClose: undo });
};

async function waitForSocket(
  packageName: string,
  readSockets: () => Promise<Parsed<string>>,
): Promise<string | null> {
  const endMs = performance.now() + startLimitMs;
  for (;;) {
    const sockets = await readSockets();
    const socket = sockets.status === 'valid' ? devtoolsSocket(sockets.value, packageName) : null;
    if (socket !== null || performance.now() > endMs) return socket;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function adb(program: string, parameters: readonly string[]): Promise<Parsed<string>> {
  const outcome = await runCommand(program, parameters, { limitMs: answerLimitMs });
  switch (outcome.status) {
    case 'not-started':
      return refused(`${program} could not be started: install Android's platform tools, or name its path.`);
    case 'timeout':
      return refused(`${program} did not answer within ${outcome.limitMs / 1000} seconds.`);
    case 'ended':
      return outcome.code === 0
        ? valid(outcome.stdout)
        : refused(
            `${program} ${parameters.join(' ')} failed: ${(outcome.stderr.split('\n')[0] ?? '').trim()}`,
          );
  }
}

import { inWords } from '../../unknown-name.ts';
import { refused, valid, type Parsed } from '../../option-values.ts';

/** Reads what `adb devices` prints: the device that was asked for, or the only one that is ready. */
export function chooseDevice(listing: string, serial: string | undefined): Parsed<string> {
  const devices = listing.split(/\r?\n/).flatMap((line) => {
    const [, name, state] = /^(\S+)\t(\S+)/.exec(line) ?? [];
    return name === undefined || state === undefined ? [] : [{ name, state }];
  });
  const serials = devices.map(({ name }) => name);
  const wanted = serial === undefined ? devices : devices.filter(({ name }) => name === serial);
  const [device] = wanted;
  if (device === undefined)
    return refused(
      serials.length === 0
        ? 'adb sees no device: connect one and allow USB debugging on it.'
        : `adb sees no device ${serial ?? ''}; there ${serials.length === 1 ? 'is' : 'are'} ${inWords(serials)}.`,
    );
  if (wanted.length > 1)
    return refused(`adb sees several devices; name one by its serial: ${inWords(serials)}.`);
  if (device.state === 'unauthorized')
    return refused(`The device ${device.name} does not trust this machine yet; allow it on its screen.`);
  if (device.state !== 'device')
    return refused(`The device ${device.name} is ${device.state}; connect it again.`);
  return valid(device.name);
}

/**
 * The abstract socket on which a browser offers DevTools, out of /proc/net/unix: Chrome's is `chrome_devtools_remote`,
 * others put something of their own in front or behind.
 */
export function devtoolsSocket(sockets: string, packageName: string): string | null {
  const names = [...sockets.matchAll(/@(\S*_devtools_remote\S*)/g)].flatMap(([, name]) => name ?? []);
  if (packageName.startsWith('com.android.chrome') || packageName.startsWith('com.chrome'))
    return names.find((name) => name === 'chrome_devtools_remote') ?? null;
  const word = packageName.split('.').at(-1) ?? '';
  return names.find((name) => name.toLowerCase().includes(word.toLowerCase())) ?? names[0] ?? null;
}

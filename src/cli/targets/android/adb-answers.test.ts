import { describe, expect, it } from 'vitest';
import { chooseDevice, devtoolsSocket } from './adb-answers.ts';

const header = 'List of devices attached\n';

describe('chooseDevice', () => {
  it('takes the only device, or the one that is named', () => {
    expect(chooseDevice(`${header}A1\tdevice\n\n`, undefined)).toEqual({ status: 'valid', value: 'A1' });
    expect(chooseDevice(`${header}A1\tdevice\nB2\tdevice\n`, 'B2')).toEqual({ status: 'valid', value: 'B2' });
  });

  it.each([
    ['', undefined, 'adb sees no device: connect one'],
    ['A1\tdevice\nB2\tdevice\n', undefined, 'name one by its serial: A1 and B2.'],
    ['A1\tdevice\n', 'C3', 'adb sees no device C3; there is A1.'],
    ['A1\tunauthorized\n', undefined, 'allow it on its screen'],
    ['A1\toffline\n', undefined, 'The device A1 is offline'],
  ])('refuses %j for %s with a sentence', (lines, serial, sentence) => {
    expect(chooseDevice(header + lines, serial)).toEqual({
      status: 'refused',
      message: expect.stringContaining(sentence),
    });
  });
});

describe('devtoolsSocket', () => {
  const sockets = [
    'Num       RefCount Protocol Flags    Type St Inode Path',
    '0000000000000000: 00000002 00000000 00010000 0001 01 11 @webview_devtools_remote_4242',
    '0000000000000000: 00000002 00000000 00010000 0001 01 12 @chrome_devtools_remote',
    '0000000000000000: 00000002 00000000 00010000 0001 01 13 /dev/socket/other',
  ].join('\n');

  it("tells Chrome's own from that of an app's web view", () => {
    expect(devtoolsSocket(sockets, 'com.android.chrome')).toBe('chrome_devtools_remote');
    expect(devtoolsSocket('@webview_devtools_remote_1', 'com.android.chrome')).toBeNull();
  });

  it('finds that of another browser by its name', () => {
    expect(devtoolsSocket('x @edge_devtools_remote\n', 'com.microsoft.edge')).toBe('edge_devtools_remote');
  });
});

import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readServerSettings } from './server-settings.ts';

test('defaults, and empty values as none', () => {
  const settings = { port: 3000, host: undefined, origin: undefined, dataDir: resolve('data') };
  expect(readServerSettings({})).toEqual({ status: 'read', settings });
  expect(readServerSettings({ PORT: '', HOST: ' ', ORIGIN: '' })).toEqual({ status: 'read', settings });
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '1e3'],
  ['HOST', 'a b'],
  ['ORIGIN', 'example.org'],
  ['ORIGIN', 'https://example.org/path'],
  ['ORIGIN', 'ftp://example.org'],
])('%s=%s is refused by name', (name, value) => {
  const read = readServerSettings({ [name]: value });
  expect(read.status === 'wrong' ? read.message : '').toContain(`${name} is "${value}"`);
});

test('an origin may have a port and a slash', () => {
  expect(readServerSettings({ ORIGIN: 'https://example.org:8443/' })).toMatchObject({
    settings: { origin: 'https://example.org:8443' },
  });
});

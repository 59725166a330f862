import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientAddress, networkOf } from './client-address.ts';

test('without trusted proxies nothing that a visitor sends counts', () => {
  expect(clientAddress('192.0.2.1', '198.51.100.7', 0)).toBe('198.51.100.7');
});

test('behind proxies the entry of the outermost trusted one counts', () => {
  expect(clientAddress('1.1.1.1, 192.0.2.1', '10.0.0.1', 1)).toBe('192.0.2.1');
  expect(clientAddress('1.1.1.1, 192.0.2.1, 10.0.0.2', '10.0.0.1', 2)).toBe('192.0.2.1');
  expect(clientAddress('192.0.2.1:4711', '10.0.0.1', 1)).toBe('192.0.2.1');
  expect(clientAddress('[2001:db8::1]:4711', '10.0.0.1', 1)).toBe('2001:db8::1');
});

test('a chain that is shorter than it should be, or nonsense', () => {
  expect(clientAddress('192.0.2.1', '10.0.0.1', 3)).toBe('192.0.2.1');
  expect(clientAddress('nonsense', '10.0.0.1', 1)).toBe('10.0.0.1');
  expect(clientAddress(null, '10.0.0.1', 2)).toBe('10.0.0.1');
});

test('an IPv6 network is its first 64 bits, however it is written', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8:1:2::ffff')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:0DB8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  expect(networkOf('192.0.2.1')).toBe('192.0.2.1');
});

test('two addresses of one /64 are one network', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const network = networkOf(address);
      if (network.endsWith('::/64')) expect(networkOf(network.replace('::/64', ':9:8:7:6'))).toBe(network);
    }),
  );
});

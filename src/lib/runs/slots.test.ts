import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { digestOf, slotMaker } from './slots.ts';

const secret = 'ab'.repeat(32);

test('a slot is the HMAC of the board’s key, as Node computes it', async () => {
  const slotOf = await slotMaker(secret);
  const key = createHash('sha256').update('board').digest('hex').slice(0, 32);
  const wanted = createHmac('sha256', Buffer.from(secret, 'hex')).update(key).digest('hex');
  expect(slotOf('board')).toBe(wanted);
});

test('another board or another browser has another slot', async () => {
  const [one, other] = [await slotMaker(secret), await slotMaker('cd'.repeat(32))];
  expect(new Set([one('a'), one('b'), other('a'), other('b')]).size).toBe(4);
  expect(one('a')).toBe((await slotMaker(secret))('a'));
});

test('a digest is SHA-256 in hexadecimal', async () => {
  expect(await digestOf('token')).toBe(createHash('sha256').update('token').digest('hex'));
});

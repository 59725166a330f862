import { expect, test } from 'vitest';
import { RateLimit, type Limits } from './rate-limit.ts';

const limits: Limits = { burst: 3, perMinute: 6, slotsPerDay: 4 };

function limitAt(startMs: number) {
  const clock = { nowMs: startMs };
  return { clock, limit: new RateLimit(limits, () => clock.nowMs) };
}

test('a burst passes, then one request every ten seconds, and the wait is told', () => {
  const { clock, limit } = limitAt(0);
  for (let i = 0; i < 3; i++) expect(limit.request('192.0.2.1').status).toBe('allowed');
  expect(limit.request('192.0.2.1')).toEqual({ status: 'limited', retryAfterSeconds: 10 });
  clock.nowMs += 9000;
  expect(limit.request('192.0.2.1')).toEqual({ status: 'limited', retryAfterSeconds: 1 });
  clock.nowMs += 1000;
  expect(limit.request('192.0.2.1').status).toBe('allowed');
  expect(limit.request('192.0.2.1').status).toBe('limited');
});

test('ten thousand requests from one network: all but the burst are limited', () => {
  const { limit } = limitAt(0);
  let allowed = 0;
  for (let i = 0; i < 10_000; i++) {
    if (limit.request(`2001:db8::${(i % 5000).toString(16)}`).status === 'allowed') allowed += 1;
  }
  expect(allowed).toBe(3);
  expect(limit.request('192.0.2.2').status).toBe('allowed');
});

test('slots are counted once each, and too many count for nothing', () => {
  const { limit } = limitAt(0);
  const slots = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
  expect(limit.slots('192.0.2.1', slots).status).toBe('allowed');
  expect(limit.slots('192.0.2.1', slots).status).toBe('allowed');
  const two = ['d', 'e'].map((letter) => letter.repeat(64));
  expect(limit.slots('192.0.2.1', two)).toEqual({ status: 'limited', retryAfterSeconds: 86_400 });
  expect(limit.slots('192.0.2.1', two.slice(0, 1)).status).toBe('allowed');
});

test('a new day begins from nothing', () => {
  const { clock, limit } = limitAt(86_400_000 - 1000);
  for (let i = 0; i < 4; i++) limit.request('192.0.2.1');
  expect(limit.request('192.0.2.1').status).toBe('limited');
  clock.nowMs += 1000;
  expect(limit.request('192.0.2.1').status).toBe('allowed');
});

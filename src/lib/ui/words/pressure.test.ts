import { expect, it } from 'vitest';
import { pressureNote, pressureWords } from './pressure.ts';

it('says little of a calm processor', () => {
  expect(pressureWords.atWorst('nominal')).toBe('low (nominal) at worst');
  expect(pressureWords.atWorst('fair')).toBe('moderate (fair) at worst');
  expect(pressureNote('nominal')).toBeNull();
  expect(pressureNote('fair')).toBeNull();
});

it('says what a pressed processor may mean, and that measuring presses it too', () => {
  for (const [state, words] of [
    ['serious', 'high (serious) at worst'],
    ['critical', 'very high (critical) at worst'],
  ] as const) {
    expect(pressureWords.atWorst(state)).toBe(words);
    expect(pressureNote(state)).toMatch(/threads does that by itself.*slower than the device can be/);
  }
});

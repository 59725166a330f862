import * as v from 'valibot';
import { expect, test } from 'vitest';
import { inputRuleSchema } from '#lib/core/protocol/input-spec.ts';
import { shelf, shelfFiles } from './shelf.ts';

test('ids are unique and fit for an address; the first model is the one default', () => {
  const ids = shelf.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9-]+$/);
  expect(shelf.map(({ isDefault }) => isDefault === true)).toEqual(shelf.map((_, index) => index === 0));
});

test('checksums and input rules are well formed', () => {
  for (const model of shelf) {
    expect(model.package.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    for (const { sha256 } of shelfFiles(model)) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const { rule } of Object.values(model.inputs ?? {})) {
      if (rule !== undefined) expect(v.is(inputRuleSchema, rule)).toBe(true);
    }
  }
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { engines } from './registry.ts';

/** Engine packages do not export their package.json, so each descriptor states the version; this holds it to the truth. */
it.each(engines.map(({ id, version }) => ({ id, version })))(
  '$id is the version that is installed',
  ({ id, version }) => {
    const path = new URL(`../../../node_modules/${id}/package.json`, import.meta.url);
    expect((JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version).toBe(version);
  },
);

it('has one engine to an id, and every id is fit for documents', () => {
  const ids = engines.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

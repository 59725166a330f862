import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pageStyle } from './page-style.ts';

/** Custom properties by name, each with the colours it is given, in the order in which they stand. */
function colours(css: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [, name = '', value = ''] of css.matchAll(/(--[a-z-]+): (#[0-9a-f]{6})/g))
    found.set(name, [...(found.get(name) ?? []), value]);
  return found;
}

const theme = colours(readFileSync(new URL('../../lib/ui/theme.css', import.meta.url), 'utf8'));
const page = colours(pageStyle);
const backends = [...theme.keys()].filter((name) => name.startsWith('--backend-'));

it.each([...backends, '--ground', '--ink', '--muted', '--bad', '--good'])(
  'a report has the site’s %s, light and dark',
  (name) => {
    // The theme states its dark colours twice: for the system's wish and for the visitor's.
    expect(page.get(name)).toEqual(theme.get(name)?.slice(0, 2));
  },
);

it('a report asks for nothing from outside', () => {
  expect(pageStyle).not.toMatch(/url\(|@import|@font-face/);
});

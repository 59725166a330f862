import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { unknownName } from './unknown-name.ts';
import { refused, valid, type Parsed } from './option-values.ts';

export const browserEngines = ['chromium', 'firefox', 'webkit'] as const;
export type BrowserEngine = (typeof browserEngines)[number];

/** One of Playwright's three, or a program on this machine and the engine that it is taken to be. */
export type BrowserChoice =
  | { readonly kind: 'playwright'; readonly engine: BrowserEngine }
  | { readonly kind: 'program'; readonly engine: BrowserEngine; readonly path: string };

export function parseBrowser(text: string): Parsed<BrowserChoice> {
  const engine = browserEngines.find((name) => name === text);
  if (engine !== undefined) return valid({ kind: 'playwright', engine });
  if (/[/\\]/.test(text) || existsSync(text))
    return valid({ kind: 'program', engine: engineOf(text), path: text });
  return refused(`${unknownName('browser', text, browserEngines)} A path to a browser is taken too.`);
}

function engineOf(path: string): BrowserEngine {
  const name = basename(path).toLowerCase();
  if (name.includes('firefox')) return 'firefox';
  return /webkit|minibrowser|pw_run/.test(name) ? 'webkit' : 'chromium';
}

import type { Parsed } from '../option-values.ts';
import type { Target } from '../run-file/run-file.ts';
import { openAndroid } from './android/android.ts';
import { openChromium } from './chromium/chromium.ts';
import type { DrivenBrowser, Surroundings } from './driven-browser.ts';
import { openFirefox } from './firefox/firefox.ts';
import { openCdp, openPlaywright } from './remote/remote.ts';
import { openSsh } from './ssh/ssh.ts';
import { openWebKit } from './webkit/webkit.ts';

/** Starts or reaches the browser of a target of any kind. */
export function openTarget(target: Target, surroundings: Surroundings): Promise<Parsed<DrivenBrowser>> {
  switch (target.kind) {
    case 'chromium':
      return openChromium(target, surroundings);
    case 'firefox':
      return openFirefox(target, surroundings);
    case 'webkit':
      return openWebKit(target, surroundings);
    case 'android':
      return openAndroid(target, surroundings);
    case 'cdp':
      return openCdp(target, surroundings);
    case 'playwright':
      return openPlaywright(target, surroundings);
    case 'ssh':
      return openSsh(target, surroundings);
  }
}

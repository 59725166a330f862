import type { InferometerPage } from '#lib/bench/inferometer-page.ts';

declare global {
  /** The version in package.json, put in by Vite. */
  const __APP_VERSION__: string;

  interface Window {
    inferometer: InferometerPage;
  }
}

export {};

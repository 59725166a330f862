import type { InferometerPage } from '#lib/bench/inferometer-page.ts';

declare global {
  namespace App {
    interface Error {
      /** Whether the site could not be asked for the page: the connection, or its server, is gone. */
      isUnreachable?: true;
    }
  }

  /** The version in package.json, put in by Vite. */
  const __APP_VERSION__: string;

  interface Window {
    inferometer: InferometerPage;
  }
}

export {};

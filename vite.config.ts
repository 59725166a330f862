import { readFileSync } from 'node:fs';
import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions, type Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { isolationHeaders } from './scripts/isolation-headers.ts';

/**
 * Sends the isolation headers with every kind of response. Vite's `server.headers` misses the page and `static/`,
 * so this middleware goes in before SvelteKit's.
 */
const isolation: Plugin = {
  name: 'isolation-headers',
  enforce: 'pre',
  configureServer: (server) => void server.middlewares.use(setIsolationHeaders),
  configurePreviewServer: (server) => void server.middlewares.use(setIsolationHeaders),
};

function setIsolationHeaders(
  _request: unknown,
  response: { setHeader(name: string, value: string): unknown },
  next: () => void,
) {
  for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
  next();
}

const packageFile = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string };

const browserPath = process.env['INFEROMETER_BROWSER'];

export default defineConfig({
  plugins: [isolation, sveltekit()],
  define: { __APP_VERSION__: JSON.stringify(packageFile.version) },
  // Engine packages come with their wasm beside them, not inside: the bundled builds start their thread workers from
  // the chunk they were bundled into, which would run our whole worker again in every thread.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  build: { target: 'es2022', chunkSizeWarningLimit: 2000 },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'node', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], environment: 'node' },
      },
      {
        extends: true,
        server: { headers: isolationHeaders },
        test: {
          name: 'browser',
          include: ['src/**/*.contract.ts', 'src/**/*.browser-test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(browserPath === undefined ? {} : { executablePath: browserPath }),
                args: softwareSwitches(),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});

function softwareSwitches(): string[] {
  return [
    '--no-sandbox',
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
}

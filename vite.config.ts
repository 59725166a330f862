import { readFileSync } from 'node:fs';
import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumSwitches, hasGpu } from './scripts/browser.ts';
import { engineBuild } from './scripts/engine-build.ts';
import { isolationHeaders } from './scripts/isolation-headers.ts';
import { isolation } from './scripts/isolation-plugin.ts';

const packageFile = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

const browserPath = process.env['INFEROMETER_BROWSER'];

export default defineConfig({
  ...engineBuild,
  plugins: [isolation, sveltekit()],
  define: { __APP_VERSION__: JSON.stringify(packageFile.version) },
  // What workers import is named here: found only when the first worker starts, it would reload the page in mid-run.
  optimizeDeps: {
    exclude: ['onnxruntime-web'],
    include: [
      'bowser',
      'pbf',
      'valibot',
      'wasm-feature-detect',
      '@noble/hashes/sha2.js',
      '@noble/hashes/hmac.js',
      '@noble/hashes/utils.js',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-converter',
      '@tensorflow/tfjs-layers',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-backend-webgpu',
    ],
  },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // What most pages use comes in one file: twenty of a kilobyte each cost a phone more than their bytes.
            codeSplitting: { groups: [{ name: 'common', tags: ['$initial'], minShareCount: 10 }] },
          },
        },
      },
    },
  },
  // SvelteKit names a page's files in its headers already; naming them once more from the script took a fifth of its time.
  build: { target: 'es2022', modulePreload: false, chunkSizeWarningLimit: 2000 },
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
          include: [
            'src/**/*.contract.ts',
            'src/**/*.browser-test.ts',
            // What takes too long for `npm test`: `npm run test:long`.
            ...(process.env['VITE_TESTS'] === 'long' ? ['src/**/*.long-test.ts'] : []),
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(browserPath === undefined ? {} : { executablePath: browserPath }),
                args: chromiumSwitches({ softwareGpu: !hasGpu() }),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});

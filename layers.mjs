/**
 * What may import what. Read by dependency-cruiser (.dependency-cruiser.mjs), which sees the tree, and by ESLint
 * (eslint.config.js), which also sees type imports and the inside of .svelte files.
 * A layer may always import itself. The reasons are in ARCHITECTURE.md.
 *
 * @type {Record<string, { folder: string, mayImport: string[] }>}
 */
export const layers = {
  core: { folder: 'src/lib/core', mayImport: [] },
  onnx: { folder: 'src/lib/onnx', mayImport: ['core'] },
  workers: { folder: 'src/lib/workers', mayImport: ['core'] },
  device: { folder: 'src/lib/device', mayImport: ['core', 'workers'] },
  models: { folder: 'src/lib/models', mayImport: ['core', 'onnx', 'workers'] },
  engines: { folder: 'src/lib/engines', mayImport: ['core', 'onnx', 'workers'] },
  runs: { folder: 'src/lib/runs', mayImport: ['core'] },
  bench: {
    folder: 'src/lib/bench',
    mayImport: ['core', 'onnx', 'models', 'device', 'engines', 'workers', 'runs'],
  },
  server: { folder: 'src/lib/server', mayImport: ['core', 'onnx', 'models', 'device'] },
  ui: { folder: 'src/lib/ui', mayImport: ['core', 'onnx', 'models', 'device', 'bench', 'runs'] },
  routes: { folder: 'src/routes', mayImport: ['ui', 'bench', 'core', 'models', 'device', 'runs'] },
  // The command line starts the built site and finds a browser with the functions of scripts/. A rig coarsens the
  // device of a run document as the page does before it submits.
  cli: { folder: 'src/cli', mayImport: ['core', 'onnx', 'models', 'device', 'scripts'] },
  // bench-self.ts builds a page of its own around the engines, to time what measuring costs. db.ts and bench-server.ts
  // open the leaderboard's store without a server around it.
  scripts: {
    folder: 'scripts',
    mayImport: ['core', 'onnx', 'models', 'workers', 'engines', 'cli', 'server'],
  },
};

/** Code of the `routes` layer that runs on the server only, and so may import the `server` layer too. */
export const serverEntries = /^src\/(routes\/.*(\/|^)\+server\.ts|routes\/.*\.server\.ts|hooks\.server\.ts)$/;
export const serverEntryGlobs = [
  'src/routes/**/+server.ts',
  'src/routes/**/*.server.ts',
  'src/hooks.server.ts',
];

/** Folders whose subfolders never import each other; what lies beside the subfolders is shared. */
export const siblings = { folder: 'src/lib/engines', names: ['onnxruntime-web', 'tfjs', 'litert'] };

/** Folders that may use no package but these; tests also need their own. */
export const packagesAllowed = { 'src/lib/core': ['valibot'] };
export const testPackages = ['vitest', 'fast-check'];

/**
 * The one home of each package that must not spread: `packages` are regular expressions over the whole name that is
 * imported, `homes` folders.
 */
export const packageHomes = [
  { packages: ['onnxruntime-(web|common)(/.*)?'], homes: ['src/lib/engines/onnxruntime-web'] },
  { packages: ['@tensorflow/.*'], homes: ['src/lib/engines/tfjs'] },
  { packages: ['chart\\.js(/.*)?', 'chartjs-.*', '@sgratzl/chartjs-.*'], homes: ['src/lib/ui/charts'] },
  { packages: ['kysely(/.*)?', 'pg(/.*)?', 'node:sqlite'], homes: ['src/lib/server'] },
  { packages: ['playwright(-core)?(/.*)?', '@playwright/.*'], homes: ['src/cli', 'scripts', 'tests'] },
  { packages: ['svelte(/.*)?'], homes: ['src/lib/ui', 'src/routes'] },
  {
    packages: ['\\$app/.*', '\\$env/.*', '@sveltejs/.*'],
    homes: ['src/lib/ui', 'src/routes', 'src/hooks.client.ts', 'src/hooks.server.ts'],
  },
  { packages: ['pbf(/.*)?'], homes: ['src/lib/onnx'] },
  { packages: ['idb(/.*)?'], homes: ['src/lib/runs'] },
  { packages: ['bits-ui(/.*)?', 'uqr'], homes: ['src/lib/ui'] },
  { packages: ['opentype\\.js(/.*)?', '@fontsource/.*'], homes: ['src/lib/server/pictures'] },
];

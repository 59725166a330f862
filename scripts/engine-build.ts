import { defaultClientConditions, type UserConfig } from 'vite';

/** What engine packages need of Vite, shared by the site and by the benchmark of the benchmark. */
export const engineBuild = {
  // Engine packages come with their wasm beside them, not inside: the bundled builds start their thread workers from
  // the chunk they were bundled into, which would run our whole worker again in every thread.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  worker: { format: 'es' },
} satisfies UserConfig;

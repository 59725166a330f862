import type { RunFileInput } from './run-file.ts';

/** Gives a run file its type: `import { defineConfig } from 'inferometer/config'; export default defineConfig({ … })`. */
export function defineConfig(runFile: RunFileInput): RunFileInput {
  return runFile;
}

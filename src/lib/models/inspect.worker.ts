import { serveCalls, type WorkerScope } from '#lib/workers/host.ts';
import { countFileMacs } from './count-macs.ts';
import { hashFiles } from './hash-files.ts';
import type { InspectCalls } from './inspect-calls.ts';
import { inspectModel } from './inspect.ts';

serveCalls<InspectCalls>(globalThis as unknown as WorkerScope, {
  inspect: ({ model, preset }) => inspectModel(model, undefined, preset),
  hashFiles: ({ files }) => hashFiles(files),
  countMacs: ({ model, specs }) => countFileMacs(model, specs),
});

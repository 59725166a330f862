import { serveCalls, type WorkerScope } from '#lib/workers/host.ts';
import { hashFiles } from './hash-files.ts';
import type { InspectCalls } from './inspect-calls.ts';
import { inspectModel } from './inspect.ts';

serveCalls<InspectCalls>(globalThis as unknown as WorkerScope, {
  inspect: ({ model }) => inspectModel(model),
  hashFiles: ({ files }) => hashFiles(files),
});

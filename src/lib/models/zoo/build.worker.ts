import { serveCalls, type WorkerScope } from '#lib/workers/host.ts';
import type { BuildCalls } from './build-calls.ts';
import { buildZooModel } from './build-zoo-model.ts';
import { zooPreset } from './zoo-preset.ts';

serveCalls<BuildCalls>(globalThis as unknown as WorkerScope, {
  build: (request, emit) => {
    const built = buildZooModel(request, (doneBytes, totalBytes) => emit({ doneBytes, totalBytes }));
    if (built.status !== 'built') return Promise.resolve(built);
    const { file, graph } = built;
    return Promise.resolve({ status: 'built', file, preset: zooPreset(graph) });
  },
});

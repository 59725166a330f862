import type { ModelPreset } from '../loaded-model.ts';
import type { ZooBuildProblem } from './build-zoo-model.ts';
import type { ZooRequest } from './zoo-graph.ts';

/** A model that was built in a worker. The blob crosses by reference. */
export interface BuiltFile {
  readonly status: 'built';
  readonly file: Blob;
  readonly preset: ModelPreset;
}

/** What the building worker is asked. */
export type BuildCalls = {
  build: {
    request: ZooRequest;
    reply: BuiltFile | ZooBuildProblem;
    event: { readonly doneBytes: number; readonly totalBytes: number };
  };
};

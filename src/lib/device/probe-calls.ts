import type { BackendId } from '#lib/core/results/ids.ts';
import type { UnsupportedCause } from '#lib/core/results/reasons.ts';
import type { NamedAdapter } from '#lib/workers/graphics.ts';

/** What only a worker can tell, because that is where engines run. */
export interface WorkerFacts {
  readonly missing: Readonly<Record<BackendId, UnsupportedCause | null>>;
  readonly webgpu: (NamedAdapter & { readonly float16: boolean; readonly subgroups: boolean }) | null;
  readonly webgl: NamedAdapter | null;
  readonly clockResolutionMs: number;
  readonly isolated: boolean;
  readonly sharedMemory: boolean;
}

export type ProbeCalls = { probe: { request: null; reply: WorkerFacts; event: never } };

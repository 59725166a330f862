import type { BackendId, EngineId } from '#lib/core/results/ids.ts';
import type { UnsupportedCause } from '#lib/core/results/reasons.ts';
import type { Environment } from '#lib/core/results/run-document.ts';

/** What a browser tells about a way to compute, whatever the engine. */
export type Availability =
  | { readonly status: 'available'; readonly detail: string; readonly software: boolean }
  | { readonly status: 'unavailable'; readonly cause: UnsupportedCause; readonly message: string };

export interface DeviceReport {
  readonly environment: Environment;
  readonly backends: Record<BackendId, Availability>;
  /** What each engine and backend can do here. */
  readonly engines: readonly {
    readonly engine: EngineId;
    readonly title: string;
    readonly version: string;
    readonly backend: BackendId;
    readonly availability: Availability;
    /** Model formats that the engine reads. */
    readonly formats: readonly string[];
    /** Files that this backend of the engine loads; backends that name the same ones share the download. */
    readonly download: { readonly files: string; readonly bytes: number };
  }[];
}

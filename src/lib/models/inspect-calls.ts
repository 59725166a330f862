import type { Inspection } from './inspection.ts';

/** What the inspecting worker is asked. The file crosses by reference. */
export type InspectCalls = {
  inspect: { request: { model: Blob }; reply: Inspection; event: never };
};

import type { FileHashes } from './hash-files.ts';
import type { Inspection } from './inspection.ts';

/** What the inspecting worker is asked. Files cross by reference. */
export type InspectCalls = {
  inspect: { request: { model: Blob }; reply: Inspection; event: never };
  hashFiles: { request: { files: readonly Blob[] }; reply: FileHashes; event: never };
};

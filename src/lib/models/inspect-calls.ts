import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import type { MacCount } from '#lib/onnx/macs/mac-count.ts';
import type { FileHashes } from './hash-files.ts';
import type { Inspection } from './inspection.ts';
import type { ModelPreset } from './loaded-model.ts';

/** What the inspecting worker is asked. Files cross by reference. */
export type InspectCalls = {
  inspect: { request: { model: Blob; preset: ModelPreset }; reply: Inspection; event: never };
  hashFiles: { request: { files: readonly Blob[] }; reply: FileHashes; event: never };
  countMacs: { request: { model: Blob; specs: readonly InputSpec[] }; reply: MacCount; event: never };
};

import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import type { MacCount } from '#lib/onnx/macs/mac-count.ts';
import type { OpenRequest, Unavailable } from './engine.ts';

export interface ProfileRequest {
  readonly files: OpenRequest['files'];
  readonly specs: readonly InputSpec[];
  readonly seed: number;
}

export type ProfileReply = Unavailable | { readonly status: 'profiled'; readonly macs: MacCount };

/** Every message between the page and an engine's diagnostic worker, in which nothing is ever timed. */
export type ProfileCalls = {
  /** Runs the model once and counts its multiply-accumulates from the shapes that the engine saw. */
  profile: { request: ProfileRequest; reply: ProfileReply; event: never };
};

import type { RunDocument } from '#lib/core/results/run-document.ts';
import type { RigSecret } from './rig-secret.ts';

export type BuiltResult =
  | { readonly status: 'built'; readonly resultId: string; readonly json: string }
  /** This run can never be sent. `message` is a sentence. */
  | { readonly status: 'unfit'; readonly message: string }
  /** No run can be sent by this version; they wait. */
  | { readonly status: 'unavailable'; readonly message: string };

/** The same run and secret give the same text, byte for byte. */
export type BuildResult = (run: RunDocument, secret: RigSecret) => BuiltResult;

/** The submission of a run. The leaderboard's document is not part of this version, so that runs wait in the spool. */
export const buildResult: BuildResult = () => ({
  status: 'unavailable',
  message:
    'This version of Inferometer has no leaderboard to submit to; measured runs are kept until it has.',
});

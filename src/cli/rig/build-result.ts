import { buildSubmission } from '#lib/core/results/build-submission.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { anonymise } from '#lib/device/anonymise.ts';
import type { RigSecret } from './rig-secret.ts';

export type BuiltResult =
  | { readonly status: 'built'; readonly resultId: string; readonly json: string }
  /** This run can never be sent. `message` is a sentence. */
  | { readonly status: 'unfit'; readonly message: string };

/** The same run and secret give the same text, byte for byte. */
export type BuildResult = (run: RunDocument, secret: RigSecret) => BuiltResult;

/**
 * Makes submissions as the page does, from a rig's secret instead of a browser's. The models' names stay here: a rig
 * measures what is nobody's business as often as what is. `catalogueDevice` is the catalogue's id of the device, or null.
 */
export function resultBuilder(catalogueDevice: string | null): BuildResult {
  return (run, secret) => {
    const resultId = secret.resultIdOf(run.runId);
    const built = buildSubmission(run, {
      device: anonymise(run.environment, run.worstPressure),
      catalogueDevice,
      withModelName: false,
      resultId,
      deletionTokenSha256: secret.deletionTokenSha256Of(run.runId),
      slotOf: (board) => secret.slotOf(run.environment, board),
    });
    switch (built.status) {
      case 'built':
        return { status: 'built', resultId, json: built.json };
      case 'nothing-measured':
        return unfit(run, 'has no cell that was measured');
      case 'unfit':
        return unfit(
          run,
          `holds something that the leaderboard does not take, in ${built.field || 'its top'}`,
        );
      case 'too-large':
        return unfit(
          run,
          `makes ${built.bytes} bytes, more than the leaderboard takes; measure fewer cells at a time`,
        );
    }
  };
}

function unfit(run: RunDocument, what: string): BuiltResult {
  return { status: 'unfit', message: `The run of ${run.model.name} ${what}.` };
}

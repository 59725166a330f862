import { openAsBlob } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inspectModel } from './inspect.ts';
import { shelf, shelfFiles } from './shelf.ts';

/**
 * Real models of the shelf. ONNX Runtime Web 1.30 saw the same: the sums of a run in its diagnostic
 * worker, from the shapes that it printed, were these to the last digit.
 */
const macsOfOneRun: Readonly<Record<string, number>> = {
  'silero-vad': 563_968,
  'minilm-l6-int8': 1_434_451_968,
  'pp-ocr-v4-det': 575_567_744,
  'pp-ocr-v4-rec': 702_469_440,
  'dtln-denoiser': 361_088,
  u2netp: 19_756_089_600,
};

test.each(Object.entries(macsOfOneRun))(
  '%s is counted without running it',
  async (id, macs) => {
    const model = shelf.find((each) => each.id === id);
    if (model === undefined) throw new Error(`${id} is not on the shelf any more.`);
    const name = shelfFiles(model)[0].path.split('/').at(-1) ?? '';
    const path = fileURLToPath(new URL(`../../../static/models/${id}/${name}`, import.meta.url));
    const file = await openAsBlob(path).catch(() => null);
    if (file === null) {
      process.stderr.write(`The shelf goes without ${id} here, so its MACs were not counted.\n`);
      return;
    }
    const inspected = await inspectModel(file, undefined, {
      dims: model.dims ?? {},
      inputs: model.inputs ?? {},
    });
    expect(inspected).toMatchObject({
      status: 'inspected',
      description: { macs: { status: 'counted', macs, source: 'shapes' } },
    });
  },
  60_000,
);

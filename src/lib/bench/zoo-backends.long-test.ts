import { describe, expect, test } from 'vitest';
import type { BackendId } from '#lib/core/results/ids.ts';
import { zoo, type ZooId, type ZooPrecision } from '#lib/models/zoo/catalogue.ts';
import { built, errorAgainst, run, runOn } from './zoo-run.test-data.ts';

/**
 * Every model of the zoo on the graphics backends, once, as small as it can be built: the outputs are right, or the
 * engine says what it lacks. In software that takes half an hour.
 */

/** What ONNX Runtime Web 1.30's WebGL does not have, as a part of its sentence. */
const lacksOnWebgl: Partial<Record<ZooId, RegExp>> = {
  'fast-neural-style': /Resize/,
  'yolo-v4': /Softplus/,
  'minilm-l6': /Constant/,
  'bert-base-squad': /Constant/,
  'deit-tiny': /Constant/,
  'whisper-tiny-encoder': /Constant/,
  'smollm2-135m-decode': /Constant/,
};

/** Half precision and quantized steps differ between kernels; what is wrong differs by the size of the outputs. */
const tolerance: Readonly<Record<ZooPrecision, number>> = { fp32: 1e-3, fp16: 0.02, int8: 0.1 };

function smallest(id: ZooId) {
  const dims = zoo.find((model) => model.id === id)?.dims ?? {};
  return Object.fromEntries(Object.entries(dims).map(([name, { minimum }]) => [name, minimum]));
}

describe.each(zoo)('$id', ({ id, precisions }) => {
  test.each(
    precisions.flatMap((precision) =>
      (['webgl', 'webgpu'] as const).flatMap((backend) => [[precision, backend] as const]),
    ),
  )(
    '%s on %s',
    async (precision, backend: BackendId) => {
      const { file, graph } = built({ id, precision, dims: smallest(id) });
      const outputs = await runOn(backend, file, graph);
      const lacks = backend === 'webgl' ? lacksOnWebgl[id] : undefined;
      if (Array.isArray(outputs)) {
        expect(lacks).toBeUndefined();
        expect(errorAgainst(await run(file, graph), outputs)).toBeLessThan(tolerance[precision]);
        return;
      }
      expect(outputs).toMatchObject({ status: 'unsupported' });
      if (precision === 'fp32') expect(JSON.stringify(outputs)).toMatch(lacks ?? /nothing is lacking/);
    },
    900_000,
  );
});

import { completeModel, inspectFile } from '../complete-model.ts';
import { problemOutcome, type LoadOptions, type LoadOutcome } from '../loaded-model.ts';
import type { ModelProblem } from '../problems.ts';
import type { BuildOutcome } from './build-in-worker.ts';
import { zooModel, type ZooId, type ZooPrecision } from './catalogue.ts';
import type { ZooRequest } from './zoo-graph.ts';
import { formatZooReference, parseZooReference, suiteReferences } from './zoo-reference.ts';

/** Builds a model of the zoo, by its reference and with the sizes in `options.dims`. */
export async function loadZoo(ref: string, options: LoadOptions): Promise<LoadOutcome> {
  const read = parseZooReference(ref);
  switch (read?.status) {
    case undefined:
      return problemOutcome({ kind: 'unknown-reference', ref });
    case 'unknown':
      return problemOutcome({ kind: 'zoo', detail: read.message });
    case 'suite':
      return problemOutcome({ kind: 'suite', ref, models: suiteReferences(read.suite) });
    case 'model':
      return build(read.id, read.precision, options);
  }
}

async function build(id: ZooId, precision: ZooPrecision, options: LoadOptions): Promise<LoadOutcome> {
  const request: ZooRequest = { id, precision, dims: options.dims ?? {} };
  const report = (progress: { doneBytes: number; totalBytes: number }) =>
    options.onProgress?.({ step: 'building', ...progress });
  const buildModel = options.buildZoo ?? (await import('./build-in-worker.ts')).buildInWorker;
  const built = await buildModel(request, report, options.signal);
  if (options.signal?.aborted === true) return problemOutcome({ kind: 'cancelled' });
  if (built.status !== 'built') return problemOutcome(problemOf(id, built));
  const model = { name: fileName(id, precision), blob: built.file };
  const { preset } = built;
  const inspected = await inspectFile(model, null, options, preset);
  if (inspected.status === 'problem') return inspected;
  return completeModel(
    {
      ref: formatZooReference({ id, precision }),
      name: `${zooModel(id).title}${precision === 'fp32' ? '' : `, ${precision}`}`,
      model,
      inspected,
      externalData: [],
      preset,
      // Whoever inspects the file takes its SHA-256.
      fileSha256: null,
    },
    options,
  );
}

/** What a built model is called where it is saved. */
function fileName(id: ZooId, precision: ZooPrecision): string {
  return `${id}${precision === 'fp32' ? '' : `-${precision}`}.onnx`;
}

function problemOf(id: ZooId, built: Exclude<BuildOutcome, { status: 'built' }>): ModelProblem {
  switch (built.status) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'stopped':
      return { kind: 'build-stopped', id, detail: built.detail };
    case 'too-large':
    case 'no-such-precision':
    case 'bad-dimension':
      return { kind: 'zoo', detail: built.message };
  }
}

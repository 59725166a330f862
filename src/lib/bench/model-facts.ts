import type { ModelFacts } from '#lib/core/results/run-document.ts';
import type { TensorDescription } from '#lib/engines/engine.ts';
import { operatorStatistics } from '#lib/models/operator-statistics.ts';
import type { RunRecord } from './run-record.ts';

type Fed = ModelFacts['fed'][number];

/** What the document says of the model. @param earlier what it said before the run was interrupted */
export function modelFacts(
  { model, references, macs, precision }: Pick<RunRecord, 'model' | 'references' | 'macs' | 'precision'>,
  earlier: ModelFacts | null,
): ModelFacts {
  const { description } = model;
  const [reference] = references.values();
  const fed = new Map<number, Fed>(earlier?.fed.map((each) => [each.batch, each]));
  for (const [batch, { specs }] of references) {
    const counted = macs.get(batch);
    fed.set(batch, { batch, inputs: [...specs], macs: counted?.status === 'counted' ? counted.macs : null });
  }
  return {
    name: model.name,
    ref: model.ref,
    format: model.format,
    sha256: model.sha256,
    bytes: model.bytes,
    precision,
    parameters: description?.parameters ?? null,
    ...macFacts({ model, macs }, fed, earlier),
    opset: description?.opsets.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? null,
    inputs: tensors(description?.inputs ?? reference?.inputs ?? earlier?.inputs ?? null),
    outputs: tensors(description?.outputs ?? reference?.outputDescriptions ?? earlier?.outputs ?? null),
    operators: description === null ? null : { ...description.operators },
    fed: [...fed.values()],
  };
}

/** Of the first batch that was fed; before it is counted, what an earlier part of the run had found. */
function macFacts(
  { model: { description }, macs }: Pick<RunRecord, 'model' | 'macs'>,
  fed: ReadonlyMap<number, Fed>,
  earlier: ModelFacts | null,
): Pick<ModelFacts, 'macs' | 'macsReason' | 'macsSource' | 'operatorStatistics'> {
  const [firstBatch] = fed.keys();
  const counted = firstBatch === undefined ? undefined : macs.get(firstBatch);
  if (counted === undefined) {
    if (earlier === null) return { macs: null, macsReason: 'The run ended before they were counted.' };
    const { macs, macsReason = null, macsSource = null, operatorStatistics = null } = earlier;
    return { macs, macsReason, macsSource, operatorStatistics };
  }
  return {
    macs: counted.status === 'counted' ? counted.macs : null,
    macsReason: counted.status === 'counted' ? null : counted.reason.message,
    macsSource: counted.status === 'counted' ? counted.source : null,
    operatorStatistics: description === null ? null : operatorStatistics(description, counted),
  };
}

function tensors(descriptions: readonly TensorDescription[] | null): ModelFacts['inputs'] {
  return (
    descriptions &&
    descriptions.map(({ name, dtype, shape }) => ({ name, dtype, shape: shape && [...shape] }))
  );
}

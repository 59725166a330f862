import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import { countMacs } from '#lib/onnx/macs/count-macs.ts';
import { macsUnknown, type MacCount } from '#lib/onnx/macs/mac-count.ts';
import { readOnnx } from '#lib/onnx/read.ts';
import type { OnnxModel } from '#lib/onnx/schema.ts';
import type { FedInput } from '#lib/onnx/shapes/inferred.ts';
import type { ModelDescription } from './model-description.ts';
import type { LoadedModel } from './loaded-model.ts';
import { resolveInputs } from './resolve-inputs.ts';

/** Multiply-accumulates of one run of a graph that is fed like this. A constant filling may choose a branch. */
export function macsWhenFed(model: OnnxModel, specs: readonly InputSpec[]): MacCount {
  return countMacs(
    model,
    new Map(
      specs.map(({ name, shape, rule }): [string, FedInput] => [
        name,
        { shape, value: rule.kind === 'constant' ? rule.value : null },
      ]),
    ),
  );
}

/** Of one run with the inputs that the page suggests. */
export function macsAtDefaults(
  model: OnnxModel,
  described: Pick<ModelDescription, 'inputs' | 'symbolicDims'>,
  { suggestedRules, preset }: Pick<LoadedModel, 'suggestedRules' | 'preset'>,
): MacCount {
  const source = { suggestedRules, preset, description: described };
  const resolved = resolveInputs(described.inputs, source, { ref: '', dims: {}, inputs: {} }, 1);
  if (resolved.status === 'resolved') return macsWhenFed(model, resolved.specs);
  return macsUnknown({ kind: 'not-counted', detail: resolved.message });
}

/** Reads an ONNX file once more and counts. Holds it in memory whole: call it in a worker. */
export async function countFileMacs(file: Blob, specs: readonly InputSpec[]): Promise<MacCount> {
  const bytes = await file.arrayBuffer().catch((error: unknown) => error);
  if (!(bytes instanceof ArrayBuffer))
    return macsUnknown({ kind: 'not-counted', detail: 'The browser did not give the file once more.' });
  const read = readOnnx(new Uint8Array(bytes));
  if (read.status === 'read') return macsWhenFed(read.model, specs);
  if (read.reason.kind === 'ort-format') return macsUnknown({ kind: 'format', format: 'ORT' });
  return macsUnknown({ kind: 'not-counted', detail: read.reason.message });
}

import { openAsBlob } from 'node:fs';
import { countFileMacs } from '#lib/models/count-macs.ts';
import { hashFiles } from '#lib/models/hash-files.ts';
import { inspectModel } from '#lib/models/inspect.ts';
import { loadFiles } from '#lib/models/load-files.ts';
import type { LoadedModel, ModelFormat } from '#lib/models/loaded-model.ts';
import { operatorStatistics, type OperatorStatistic } from '#lib/models/operator-statistics.ts';
import { resolveInputs } from '#lib/models/resolve-inputs.ts';
import type { DescribedValue } from '#lib/onnx/describe.ts';
import { macsUnknown, type MacCount } from '#lib/onnx/macs/mac-count.ts';
import type { InspectCommand } from './inspect-arguments.ts';
import type { ModelFiles } from './model-files.ts';
import { refused, valid, type Parsed } from './option-values.ts';

/** What `inspect --json` writes of one model; figures that nobody knows are null. */
export interface InspectionRecord {
  readonly name: string;
  readonly format: ModelFormat;
  /** As in the file. */
  readonly parameters: number | null;
  /** As the architecture's authors count; null for models of which nobody says. */
  readonly publishedParameters: number | null;
  /** Of one run with the inputs of `fed`. */
  readonly macs: number | null;
  /** Why `macs` is null, as a sentence; null where it is not. */
  readonly macsReason: string | null;
  /** Of all files. */
  readonly bytes: number;
  readonly sha256: string;
  readonly opset: number | null;
  readonly precision: string | null;
  readonly inputs: readonly DescribedValue[] | null;
  readonly outputs: readonly DescribedValue[] | null;
  readonly fed: readonly { readonly name: string; readonly shape: readonly number[] }[] | null;
  readonly operators: Readonly<Record<string, number>> | null;
  readonly operatorStatistics: readonly OperatorStatistic[] | null;
}

/** Describes a model whose files were found; refuses what cannot be read, and dimensions that it does not have. */
export async function inspectFiles(
  { name, files, preset, publishedParameters }: ModelFiles,
  command: Pick<InspectCommand, 'dims' | 'inputs'>,
): Promise<Parsed<InspectionRecord>> {
  // Blobs that read when they are asked, so that files of weights never lie in memory as a whole.
  const blobs = await Promise.all(
    files.map(async (file) => ({ name: file.name, blob: await openAsBlob(file.path) })),
  );
  const loaded = await loadFiles(blobs, {
    inspect: inspectModel,
    hashFiles,
    modelName: files[0]?.name ?? '',
  });
  if (loaded.status === 'problem') return refused(`${name}: ${loaded.message}`);
  const model = { ...loaded.model, preset };
  const counted = await count(model, command);
  if (counted.status === 'refused') return refused(`${name}: ${counted.message}`);
  const { macs, fed } = counted.value;
  const { description } = model;
  return valid({
    name,
    format: model.format,
    parameters: description?.parameters ?? null,
    publishedParameters,
    macs: macs.status === 'counted' ? macs.macs : null,
    macsReason: macs.status === 'counted' ? null : macs.reason.message,
    bytes: model.bytes,
    sha256: model.sha256,
    opset: description?.opsets.find(({ domain }) => domain === '')?.version ?? null,
    precision: description?.precision ?? null,
    inputs: description?.inputs ?? null,
    outputs: description?.outputs ?? null,
    fed,
    operators: description?.operators ?? null,
    operatorStatistics: description === null ? null : operatorStatistics(description, macs),
  });
}

async function count(
  model: LoadedModel,
  { dims, inputs }: Pick<InspectCommand, 'dims' | 'inputs'>,
): Promise<Parsed<{ macs: MacCount; fed: InspectionRecord['fed'] }>> {
  const { description } = model;
  if (description === null) return valid({ macs: macsUnknown({ kind: 'format', format: 'ORT' }), fed: null });
  const request = { ref: model.ref, dims: { ...dims }, inputs: { ...inputs } };
  const resolved = resolveInputs(description.inputs, model, request, 1);
  if (resolved.status === 'problem') {
    // Whoever asked for nothing gets everything else that is known.
    const isAsked = Object.keys(dims).length > 0 || Object.keys(inputs).length > 0;
    if (isAsked) return refused(resolved.message);
    return valid({ macs: macsUnknown({ kind: 'not-counted', detail: resolved.message }), fed: null });
  }
  const fed = resolved.specs.map(({ name, shape }) => ({ name, shape }));
  if (model.format !== 'onnx') return valid({ macs: description.macs, fed });
  return valid({ macs: await countFileMacs(model.files[0].blob, resolved.specs), fed });
}

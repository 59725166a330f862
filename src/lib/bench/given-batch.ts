import type { Plan } from '#lib/core/protocol/plan.ts';
import { fixedBatch } from '#lib/models/resolve-dims.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';

/**
 * The plan with the batch size that its dimensions or input shapes give: cells are named after it, and throughput
 * counts it. A plan that also asks for other batch sizes contradicts itself; `batchContradiction` says so.
 */
export function withGivenBatch(plan: Plan, model: LoadedModel): Plan {
  const [given] = givenBatches(plan, model);
  return given === undefined || !isDefaultBatch(plan) ? plan : { ...plan, batch: [given] };
}

/** Why the batch cannot be what the plan says, as a clause; null where it can. */
export function batchContradiction(plan: Plan, model: LoadedModel): string | null {
  // Sizes built in leave nothing to contradict: cells of another batch say so themselves.
  if (model.preset.built !== undefined) return null;
  const other = givenBatches(plan, model).find((size) => plan.batch.some((batch) => batch !== size));
  return other === undefined
    ? null
    : `the batch is given twice, as ${other} by a dimension or shape and as ${plan.batch.join(', ')} by the plan`;
}

function isDefaultBatch(plan: Plan): boolean {
  return plan.batch.length === 1 && plan.batch[0] === 1;
}

/** The size built into the model, or those that the plan's dims and shapes give to batch dimensions. A 1 in a shape means one item of any batch. */
function givenBatches(plan: Plan, model: LoadedModel): number[] {
  const request = plan.models[0];
  const { built } = model.preset;
  if (built !== undefined) return [fixedBatch(model.preset)];
  const dims = (model.description?.symbolicDims ?? []).filter(({ role }) => role === 'batch');
  return dims.flatMap(({ name, usedBy }) => {
    const named = request?.dims[name];
    const shaped = usedBy.flatMap(({ input, axis }) => request?.inputs[input]?.shape?.[axis] ?? []);
    return [...(named === undefined ? [] : [named]), ...shaped.filter((size) => size !== 1)];
  });
}

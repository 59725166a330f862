import type { Plan } from '#lib/core/protocol/plan.ts';

/**
 * The sizes that a plan wants built into a model of the zoo. A plan's one batch size is among them; of several, cells
 * of all but the built one will say that the batch cannot be changed.
 */
export function dimsToBuild(plan: Pick<Plan, 'models' | 'batch'>): Record<string, number> {
  const [batch] = plan.batch;
  const one = plan.batch.length === 1 && batch !== undefined && batch !== 1 ? { batch } : {};
  return { ...one, ...plan.models[0]?.dims };
}

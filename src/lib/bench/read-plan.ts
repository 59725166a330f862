import * as v from 'valibot';
import { planSchema, type Plan } from '#lib/core/protocol/plan.ts';
import { engines } from '#lib/engines/registry.ts';

export type ReadPlan =
  | { readonly status: 'read'; readonly plan: Plan }
  /** `message` is a sentence for people. */
  | { readonly status: 'invalid'; readonly message: string };

/** A plan from outside: a link, or a program that drives the page. One run measures one model. */
export function readPlan(input: unknown): ReadPlan {
  const parsed = v.safeParse(planSchema, input);
  if (!parsed.success) {
    const path = v.getDotPath(parsed.issues[0]);
    return invalid(
      path === null ? 'This is no plan.' : `The plan is not valid: ${path} is missing or wrong.`,
    );
  }
  const plan = parsed.output;
  if (plan.models.length > 1) {
    return invalid('The plan names several models. A run measures one; measure them one after another.');
  }
  const unknown = plan.engines.find((id) => !engines.some((engine) => engine.id === id));
  if (unknown !== undefined) {
    const known = engines.map(({ id }) => id).join(', ');
    return invalid(`There is no engine ${unknown}; there is ${known}.`);
  }
  return { status: 'read', plan };
}

function invalid(message: string): ReadPlan {
  return { status: 'invalid', message };
}

import * as v from 'valibot';
import { planSchema, type Plan, type PlanInput } from '#lib/core/protocol/plan.ts';
import { planLinkWords } from './words/plan-link.ts';

export type PlanInLink =
  | { readonly status: 'none' }
  | { readonly status: 'plan'; readonly plan: Plan }
  | { readonly status: 'problem'; readonly message: string };

/** The fragment that carries a plan: `#plan=` and the plan's JSON, percent-encoded, without what is the default anyway. */
export function planFragment(plan: PlanInput): string {
  const defaults: Record<string, unknown> = v.parse(planSchema, { models: plan.models });
  const models = plan.models.map((model) => ({
    ref: model.ref,
    ...filled(model.dims, 'dims'),
    ...filled(model.inputs, 'inputs'),
  }));
  const other = Object.entries(plan).filter(
    ([key, value]) => key !== 'models' && JSON.stringify(value) !== JSON.stringify(defaults[key]),
  );
  return `#plan=${encodeURIComponent(JSON.stringify({ models, ...Object.fromEntries(other) }))}`;
}

function filled(values: object | undefined, name: string): Record<string, object> {
  return values === undefined || Object.keys(values).length === 0 ? {} : { [name]: values };
}

/** Reads the plan in an address's fragment; further `&name` parts are left alone. */
export function readPlanFragment(fragment: string): PlanInLink {
  const part = fragment
    .replace(/^#/, '')
    .split('&')
    .find((each) => each.startsWith('plan='));
  if (part === undefined) return { status: 'none' };
  const json = parseJson(part.slice('plan='.length));
  if (json === undefined) {
    return { status: 'problem', message: planLinkWords.damaged };
  }
  const parsed = v.safeParse(planSchema, json);
  if (!parsed.success) {
    const path = v.getDotPath(parsed.issues[0]);
    return { status: 'problem', message: planLinkWords.refused(path) };
  }
  return { status: 'plan', plan: parsed.output };
}

function parseJson(encoded: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(encoded)) as unknown;
  } catch {
    return undefined;
  }
}

import { allGraphs, type OnnxModel, type OnnxNode } from '../schema.ts';
import { controlRules } from '../shapes/control-rules.ts';
import { operatorName } from '../shapes/node-view.ts';
import { rules } from '../shapes/rules.ts';
import type { MacCount } from './mac-count.ts';
import { macNodeOf, macRules } from './mac-rules.ts';
import { Tally } from './tally.ts';

/** A node that an engine ran, once for each time it ran. Optional inputs that are left out are missing in `inputs`. */
export interface RanNode {
  /** The node's name in the file, or one that the engine made up. */
  readonly name: string;
  /** Without its domain. */
  readonly opType: string;
  readonly inputs: readonly (readonly number[] | null)[];
  readonly outputs: readonly (readonly number[] | null)[];
}

/** The multiply-accumulates of a run, from the shapes that its nodes had. @param model null where nobody can read it */
export function macsOfRun(ran: readonly RanNode[], model: OnnxModel | null): MacCount {
  const nodes = new Map<string, OnnxNode>();
  /** By operator without its domain: nodes without a name are still of an operator of the file. */
  const names = new Map<string, string>();
  for (const graph of model === null ? [] : allGraphs(model.graph))
    for (const node of graph.nodes) {
      if (node.name !== '') nodes.set(node.name, node);
      names.set(node.opType, operatorName(node));
    }
  const tally = new Tally();
  for (const { name, opType, inputs, outputs } of ran) {
    const found = nodes.get(name);
    const node = found?.opType === opType ? found : null;
    const operator = node === null ? (names.get(opType) ?? opType) : operatorName(node);
    const rule = Object.hasOwn(macRules, opType) ? macRules[opType] : undefined;
    if (rule !== undefined) {
      const macs = rule({ ...macNodeOf(node), inputs, outputs });
      if (macs === null) tally.addUnknown(operator, { kind: 'unfit', operator });
      else tally.add(operator, macs);
    } else if (node?.domain !== '' && !isFree(opType))
      tally.addUnknown(operator, { kind: 'no-rule', operator });
  }
  return tally.toCount('run');
}

/** Operators that are known here and have no rule for multiply-accumulates take none; graphs inside nodes count apart. */
function isFree(opType: string): boolean {
  return [opType, `com.microsoft.${opType}`].some(
    (operator) => Object.hasOwn(rules, operator) || Object.hasOwn(controlRules, operator),
  );
}

import type { MacCount } from '#lib/onnx/macs/mac-count.ts';
import type { ModelDescription } from './model-description.ts';

export interface OperatorStatistic {
  /** `Conv`, or `com.microsoft.MatMulNBits`. */
  readonly operator: string;
  /** Nodes, those of nested graphs included. */
  readonly count: number;
  /** Null where the format does not tell which operator uses which weights. */
  readonly parameters: number | null;
  /** Null where they are unknown. */
  readonly macs: number | null;
}

/** What each operator of a model contributes, most multiply-accumulates first, then most parameters. */
export function operatorStatistics(
  { operators, parametersByOperator }: Pick<ModelDescription, 'operators' | 'parametersByOperator'>,
  macs: MacCount,
): OperatorStatistic[] {
  const isUncounted =
    macs.status === 'unknown' && (macs.reason.kind === 'format' || macs.reason.kind === 'not-counted');
  return Object.entries(operators)
    .map(([operator, count]): OperatorStatistic => ({
      operator,
      count,
      parameters: parametersByOperator === null ? null : own(parametersByOperator, operator),
      macs: isUncounted ? null : own(macs.byOperator, operator),
    }))
    .sort(
      (a, b) =>
        (b.macs ?? 0) - (a.macs ?? 0) || (b.parameters ?? 0) - (a.parameters ?? 0) || b.count - a.count,
    );
}

/** What a record says of a name, 0 where it is silent; operators may be named like anything. */
function own<Value extends number | null>(record: Readonly<Record<string, Value>>, name: string): Value | 0 {
  return Object.hasOwn(record, name) ? (record[name] ?? (null as Value)) : 0;
}

import { explainCause, type Cause } from '../shapes/known.ts';

/** Why nobody knows how many multiply-accumulates a run takes. */
export type MacsUnknownCause =
  | Cause
  /** No count is made of this format. */
  | { readonly kind: 'format'; readonly format: string }
  /** How often a loop turns depends on values. */
  | { readonly kind: 'turns'; readonly operator: string }
  /** The inputs' shapes could not be settled, or the file not be read again. */
  | { readonly kind: 'not-counted'; readonly detail: string };

export type MacsUnknown = MacsUnknownCause & { readonly message: string };

/** Multiply-accumulates of one run with inputs of given shapes. */
export type MacCount =
  | {
      readonly status: 'counted';
      readonly macs: number;
      /** Operators that take none are left out. */
      readonly byOperator: Readonly<Record<string, number>>;
      /** `shapes`: counted without running the model; `run`: with the shapes of one run of ONNX Runtime Web. */
      readonly source: 'shapes' | 'run';
    }
  | {
      readonly status: 'unknown';
      readonly reason: MacsUnknown;
      /** Null for an operator of which some node is unknown. */
      readonly byOperator: Readonly<Record<string, number | null>>;
    };

export function macsUnknown(
  cause: MacsUnknownCause,
  byOperator: Readonly<Record<string, number | null>> = {},
): MacCount {
  return { status: 'unknown', reason: { ...cause, message: explain(cause) }, byOperator };
}

function explain(cause: MacsUnknownCause): string {
  switch (cause.kind) {
    case 'format':
      return `Multiply-accumulates are counted of ONNX models only, not of the format of ${cause.format}.`;
    case 'turns':
      return `How often ${cause.operator} turns depends on values that are known only when the model runs.`;
    case 'not-counted':
      return cause.detail;
    case 'no-rule':
    case 'data-dependent':
    case 'branches-differ':
    case 'unfit':
    case 'input':
      return explainCause(cause);
  }
}

/** What the worker of `npm run bench:self` measures. Durations in microseconds and milliseconds as named. */
export interface SelfFigures {
  /** An engine that does nothing, one run a sample: whole loop ÷ runs. */
  readonly emptyEngineUsPerIteration: number;
  readonly emptyEngineIterations: number;
  /** One entry for each pair of loops, alternating which came first. */
  readonly pairs: readonly { readonly oursMs: number; readonly bareMs: number }[];
}

export type SelfCalls = {
  measure: {
    request: { pairs: number; modelSize: number; modelLayers: number };
    reply: SelfFigures;
    event: never;
  };
};

/** What Holm's procedure decided about one hypothesis. */
export interface HolmDecision {
  readonly rejected: boolean;
  /** The level this p-value was held against: `rejected` exactly when pValue ≤ significanceLevel. */
  readonly significanceLevel: number;
}

/**
 * Holm's step-down test: the chance of rejecting even one true hypothesis among all of them is at most `alpha`, however
 * the tests depend on each other (Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal
 * of Statistics 6, 1979, 65–70). In order of p, step i of m holds p against alpha/(m − i + 1); the first that is above
 * ends the procedure and keeps all that follow. Those are given the level of the step that ended it, since no later step
 * took place: so a p-value above its level and a hypothesis kept are always the same thing.
 * @returns one decision for each p-value, in the order given
 */
export function holmStepDown(pValues: readonly number[], alpha: number): HolmDecision[] {
  const order = [...pValues.entries()].sort(([, left], [, right]) => left - right);
  const decisions: HolmDecision[] = [];
  let rejected = true;
  let significanceLevel = alpha;
  for (const [step, [index, pValue]] of order.entries()) {
    if (rejected) {
      significanceLevel = alpha / (pValues.length - step);
      rejected = pValue <= significanceLevel;
    }
    decisions[index] = { rejected, significanceLevel };
  }
  return decisions;
}

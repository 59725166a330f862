import { macsUnknown, type MacCount, type MacsUnknownCause } from './mac-count.ts';

/** Sums by operator, and the first cause for which one is unknown. */
export class Tally {
  readonly #sums = new Map<string, number | null>();
  cause: MacsUnknownCause | null = null;

  get total(): number | null {
    const sums = [...this.#sums.values()];
    return sums.every((sum) => sum !== null) ? sums.reduce((total, sum) => total + sum, 0) : null;
  }

  add(operator: string, macs: number): void {
    if (macs === 0) return;
    const sum = this.#sums.get(operator);
    this.#sums.set(operator, sum === null ? null : (sum ?? 0) + macs);
  }

  addUnknown(operator: string, cause: MacsUnknownCause): void {
    this.#sums.set(operator, null);
    this.cause ??= cause;
  }

  addAll(other: Tally, times: number): void {
    for (const [operator, macs] of other.#sums)
      if (macs === null) this.addUnknown(operator, other.cause ?? { kind: 'unfit', operator });
      else this.add(operator, macs * times);
  }

  addAllAsUnknown(others: readonly Tally[], cause: MacsUnknownCause): void {
    for (const other of others)
      for (const operator of other.#sums.keys()) this.addUnknown(operator, other.cause ?? cause);
  }

  toCount(source: 'shapes' | 'run'): MacCount {
    const { total } = this;
    const byOperator = Object.fromEntries([...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1)));
    if (total === null || this.cause !== null)
      return macsUnknown(this.cause ?? { kind: 'unfit', operator: 'the model' }, byOperator);
    return {
      status: 'counted',
      macs: total,
      byOperator: byOperator as Record<string, number>,
      source,
    };
  }
}

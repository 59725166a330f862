/**
 * Counts over bins whose ends grow by a constant factor, so that every value is known within 1 % whatever its size, and
 * whatever was added can be subtracted again (the DDSketch of Masson, Rim and Lee, "DDSketch: A fast and
 * fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019, without its limit on bins).
 */
const relativeError = 0.01;
const growth = (1 + relativeError) / (1 - relativeError);
const logGrowth = Math.log(growth);

/** How many values lie in a bin. */
export interface BinCount {
  readonly bin: number;
  readonly count: number;
}

/** The bin of a value above 0: bin i holds growth^(i−1) < value ≤ growth^i. */
export function binOf(value: number): number {
  return Math.ceil(Math.log(value) / logGrowth);
}

/** The value that stands for a bin: at most 1 % from every value in it. */
export function valueOfBin(bin: number): number {
  return (2 * growth ** bin) / (growth + 1);
}

/** Lower (excluded) and upper (included) end of a bin. */
export function endsOfBin(bin: number): { low: number; high: number } {
  return { low: growth ** (bin - 1), high: growth ** bin };
}

/**
 * The order statistics of what was counted: `rank` from 0 to count − 1, ascending.
 * @param bins ascending, with counts above 0
 */
export class BinnedSamples {
  readonly count: number;
  readonly #bins: readonly BinCount[];

  constructor(bins: readonly BinCount[]) {
    this.#bins = bins;
    this.count = bins.reduce((sum, { count }) => sum + count, 0);
  }

  /** @throws {RangeError} when there is no such rank */
  at(rank: number): number {
    let passed = 0;
    for (const { bin, count } of this.#bins) {
      passed += count;
      if (rank < passed) return valueOfBin(bin);
    }
    throw new RangeError(`No value of rank ${rank} among ${this.count}.`);
  }

  /** Type 7 of Hyndman & Fan, as `quantile` of core/statistics, within 1 % of what the values themselves would give. */
  quantile(probability: number): number {
    const position = (this.count - 1) * probability;
    const below = Math.floor(position);
    const lower = this.at(below);
    const upper = this.at(Math.min(below + 1, this.count - 1));
    return Math.min(upper, lower + (position - below) * (upper - lower));
  }

  /** The ranks of `medianInterval` (core/statistics); null under six values. */
  medianInterval(): { low: number; high: number } | null {
    if (this.count < 6) return null;
    const rank = Math.max(1, Math.floor((this.count - 1.96 * Math.sqrt(this.count)) / 2));
    return { low: this.at(rank - 1), high: this.at(this.count - rank) };
  }

  /** The share of values above 1, exactly: 1 is the upper end of bin 0. */
  shareAboveOne(): number {
    const above = this.#bins.reduce((sum, { bin, count }) => (bin > 0 ? sum + count : sum), 0);
    return above / this.count;
  }

  /** At most `limit` bins of equal ratio that hold everything counted. */
  histogram(limit: number): { low: number; high: number; count: number }[] {
    const first = this.#bins[0]?.bin ?? 0;
    const last = this.#bins.at(-1)?.bin ?? 0;
    const merged = Math.max(1, Math.ceil((last - first + 1) / limit));
    const bars = Array.from({ length: Math.ceil((last - first + 1) / merged) }, (_, index) => ({
      low: endsOfBin(first + index * merged).low,
      high: endsOfBin(first + (index + 1) * merged - 1).high,
      count: 0,
    }));
    for (const { bin, count } of this.#bins) {
      const bar = bars[Math.floor((bin - first) / merged)];
      if (bar !== undefined) bar.count += count;
    }
    return bars;
  }
}

import { createHmac, randomBytes } from 'node:crypto';
import { networkOf } from './client-address.ts';

/** What one network may do. */
export interface Limits {
  /** Requests at once, after a pause. */
  readonly burst: number;
  readonly perMinute: number;
  /** Different slots (browsers, times boards) in one day. */
  readonly slotsPerDay: number;
}

/** A classroom behind one address gets through; a script that makes submitters up does not get far. */
export const crowdLimits: Limits = { burst: 40, perMinute: 20, slotsPerDay: 1000 };

export type LimitOutcome =
  { readonly status: 'allowed' } | { readonly status: 'limited'; readonly retryAfterSeconds: number };

/** Beyond this many networks in one day the longest silent ones are forgotten. */
const networksLimit = 200_000;

interface Visitor {
  tokens: number;
  at: number;
  readonly slots: Set<string>;
}

const dayMs = 86_400_000;
/** Tokens are gained in fractions, whose sum may miss a whole one by a rounding. */
const roundingTokens = 1e-6;

/**
 * Counts by network without keeping its address: the key is an HMAC of it with a salt that exists only in this
 * object's memory, is overwritten when the (UTC) day ends and takes all counts with it. Nothing of this is ever written
 * anywhere. Every instance counts for itself.
 */
export class RateLimit {
  readonly #limits: Limits;
  readonly #nowMs: () => number;
  #salt = randomBytes(32);
  #day = -1;
  /** In the order of their last request. */
  readonly #visitors = new Map<string, Visitor>();

  constructor(limits: Limits, nowMs: () => number = Date.now) {
    this.#limits = limits;
    this.#nowMs = nowMs;
  }

  /** One request more from this address. */
  request(address: string): LimitOutcome {
    const visitor = this.#visitor(address);
    if (visitor.tokens >= 1 - roundingTokens) {
      visitor.tokens -= 1;
      return { status: 'allowed' };
    }
    const seconds = ((1 - roundingTokens - visitor.tokens) * 60) / this.#limits.perMinute;
    return { status: 'limited', retryAfterSeconds: Math.max(1, Math.ceil(seconds)) };
  }

  /** Slots of a submission from this address. None of them counts where they are too many. */
  slots(address: string, slots: readonly string[]): LimitOutcome {
    const visitor = this.#visitor(address);
    // A few bytes tell two slots of one day apart.
    const short = new Set(slots.map((slot) => slot.slice(0, 12)));
    const fresh = [...short].filter((slot) => !visitor.slots.has(slot));
    if (visitor.slots.size + fresh.length > this.#limits.slotsPerDay) {
      const restMs = dayMs - (this.#nowMs() % dayMs);
      return { status: 'limited', retryAfterSeconds: Math.ceil(restMs / 1000) };
    }
    for (const slot of fresh) visitor.slots.add(slot);
    return { status: 'allowed' };
  }

  #visitor(address: string): Visitor {
    const nowMs = this.#nowMs();
    this.#startDay(Math.floor(nowMs / dayMs));
    const key = createHmac('sha256', this.#salt).update(networkOf(address)).digest('base64url');
    const known = this.#visitors.get(key);
    const visitor = known ?? { tokens: this.#limits.burst, at: nowMs, slots: new Set<string>() };
    const gained = (Math.max(0, nowMs - visitor.at) / 60_000) * this.#limits.perMinute;
    visitor.tokens = Math.min(this.#limits.burst, visitor.tokens + gained);
    visitor.at = nowMs;
    this.#visitors.delete(key);
    this.#visitors.set(key, visitor);
    if (this.#visitors.size > networksLimit) {
      const [oldest] = this.#visitors.keys();
      if (oldest !== undefined) this.#visitors.delete(oldest);
    }
    return visitor;
  }

  #startDay(day: number): void {
    if (day === this.#day) return;
    this.#day = day;
    this.#salt.fill(0);
    this.#salt = randomBytes(32);
    this.#visitors.clear();
  }
}

import { fewestForTails } from './anonymity.ts';
import type { BinnedSamples } from './bins.ts';
import type { Origin } from './cohorts.ts';
import type { Figures } from './store.ts';

/** What may be said of a shown cohort: a crowd's tails and interval only from twenty submitters on. */
export function figuresOf(samples: BinnedSamples, origin: Origin): Figures {
  const hasTails = origin === 'lab' || samples.count >= fewestForTails;
  const interval = hasTails ? samples.medianInterval() : null;
  return {
    count: samples.count,
    p10: hasTails ? samples.quantile(0.1) : null,
    p25: samples.quantile(0.25),
    p50: samples.quantile(0.5),
    p75: samples.quantile(0.75),
    p90: hasTails ? samples.quantile(0.9) : null,
    ciLow: interval?.low ?? null,
    ciHigh: interval?.high ?? null,
  };
}

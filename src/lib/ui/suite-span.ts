import { estimateTogether } from './duration-estimate.ts';
import { formatSpanRange } from './format.ts';

type Macs = Parameters<typeof estimateTogether>[2][number];

/** How long a suite takes with the quick preset, which suites are measured with, in words. */
export function suiteSpan(models: readonly { readonly macs: Macs }[], backends: number): string {
  const { lowMs, highMs } = estimateTogether(
    'quick',
    backends,
    models.map(({ macs }) => macs),
  );
  return formatSpanRange(lowMs, highMs);
}

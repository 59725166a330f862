import type { NewResult } from '#lib/server/leaderboard/store.ts';
import { syntheticResult } from '#lib/server/leaderboard/synthetic-population.ts';

/** Results as visitors would send them: of models of their own, since the synthetic models are of no shelf. */
export function benchResults(first: number, amount: number, cells: number): NewResult[] {
  return Array.from({ length: amount }, (_, index) => {
    const made = syntheticResult(first + index, { seed: 1, cells });
    const model = { ...made.submission.model, source: 'own', id: null } as const;
    return { ...made, submission: { ...made.submission, model } };
  });
}

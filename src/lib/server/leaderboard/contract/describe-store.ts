import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { verify } from '../verify.ts';
import { testAnonymity } from './anonymity.ts';
import { testCounting } from './counting.ts';
import { testLists } from './lists.ts';
import { testPages } from './pages.ts';
import { Steps, tables, type ContractStore } from './steps.ts';

const timeoutMs = 120_000;

/** What every store must do, whatever database is behind it. */
export function describeStore(name: string, open: () => Promise<ContractStore>): void {
  describe(name, { timeout: timeoutMs }, () => {
    let opened: ContractStore | null = null;
    beforeAll(async () => void (opened = await open()), timeoutMs);
    afterAll(() => opened?.release(), timeoutMs);
    const steps = new Steps(() => {
      if (opened === null) throw new Error('The store is not open.');
      return opened;
    });
    afterEach(async () => {
      await steps.store.refresh();
      // Whatever a test did, everything can be recomputed from the results.
      const { differences } = await verify(steps.connection);
      for (const table of tables) await steps.connection.database.deleteFrom(table).execute();
      expect(differences).toEqual([]);
    }, timeoutMs);
    testCounting(steps);
    testAnonymity(steps);
    testLists(steps);
    testPages(steps);
  });
}

import type { Snapshot } from './connection.ts';
import type { ResultsTable } from './schema.ts';

/** Results that are held in memory at a time. */
export const resultsPerPage = 200;

/** All results in the order of their ids, a page at a time, of one moment's state. */
export async function* resultPages(database: Snapshot): AsyncGenerator<readonly ResultsTable[]> {
  for (let after = ''; ;) {
    const page = await database
      .selectFrom('results')
      .where('id', '>', after)
      .orderBy('id')
      .limit(resultsPerPage)
      .selectAll()
      .execute();
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < resultsPerPage) return;
    after = last.id;
  }
}

import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';

// The tables as they were when this was written: what a migration does may never change, so it imports nothing of ours.
interface Tables {
  results: { id: string; document: string };
  entries: Record<'board_key' | 'origin' | 'slot' | 'result_id' | 'browser' | 'browser_version', string> &
    Record<'ordinal' | 'is_counted' | 'bin', number>;
  bins: { board_key: string; cohort: string; bin: number; count: number };
  dirty: { board_key: string; mark: string };
}
interface Submitted {
  readonly device: { readonly browser: { readonly majorVersion: number | null } };
}

const readAtOnce = 256;
const writtenAtOnce = 100;

/** Divides the crowd by the browser's version too, which every result has told from the first: `Chrome/156`. */
export async function addBrowserVersion(database: Kysely<Tables>): Promise<void> {
  await database.schema
    .alterTable('entries')
    .addColumn('browser_version', 'text', (column) => column.notNull().defaultTo('other/none'))
    .execute();
  const boards = await database.selectFrom('entries').select('board_key').distinct().execute();
  for (const { board_key } of boards) await divideBoard(database, board_key);
}

async function divideBoard(database: Kysely<Tables>, board_key: string): Promise<void> {
  const counts = new Map<string, Tables['bins']>();
  for (const origin of ['crowd', 'lab']) {
    for (let after = { slot: '', ordinal: 0 }; ;) {
      const entries = await database
        .selectFrom('entries')
        .where('board_key', '=', board_key)
        .where('origin', '=', origin)
        .where(sql<boolean>`(slot, ordinal) > (${after.slot}, ${after.ordinal})`)
        .orderBy('slot')
        .orderBy('ordinal')
        .limit(readAtOnce)
        .select(['slot', 'ordinal', 'result_id', 'browser', 'is_counted', 'bin'])
        .execute();
      const [first] = entries;
      const last = entries.at(-1);
      if (first === undefined || last === undefined) break;
      const versions = await versionsOf(
        database,
        entries.map(({ result_id }) => result_id),
      );
      const nameOf = ({ browser, result_id }: (typeof entries)[number]): string =>
        `${browser}/${versions.get(result_id) ?? 'none'}`;
      for (const [name, ofVersion] of Map.groupBy(entries, nameOf)) {
        await database
          .updateTable('entries')
          .set({ browser_version: name })
          .where('board_key', '=', board_key)
          .where('origin', '=', origin)
          .where('slot', '>=', first.slot)
          .where('slot', '<=', last.slot)
          .where(
            'result_id',
            'in',
            ofVersion.map(({ result_id }) => result_id),
          )
          .execute();
        for (const { is_counted, bin } of ofVersion) {
          if (is_counted === 0) continue;
          const cohort = `${origin}/browser-version=${name}`;
          const key = `${cohort} ${bin}`;
          const count = (counts.get(key)?.count ?? 0) + 1;
          counts.set(key, { board_key, cohort, bin, count });
        }
      }
      after = last;
    }
  }
  const bins = [...counts.values()];
  for (let start = 0; start < bins.length; start += writtenAtOnce) {
    const some = bins.slice(start, start + writtenAtOnce);
    await database.insertInto('bins').values(some).execute();
  }
  await database
    .insertInto('dirty')
    .values({ board_key, mark: randomUUID() })
    .onConflict((conflict) =>
      conflict.column('board_key').doUpdateSet({ mark: (eb) => eb.ref('excluded.mark') }),
    )
    .execute();
}

async function versionsOf(
  database: Kysely<Tables>,
  ids: readonly string[],
): Promise<Map<string, number | null>> {
  const results = await database
    .selectFrom('results')
    .where('id', 'in', ids)
    .select(['id', 'document'])
    .execute();
  return new Map(
    results.map(({ id, document }) => [id, (JSON.parse(document) as Submitted).device.browser.majorVersion]),
  );
}

import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';

// The tables as they were when this was written: what a migration does may never change, so it imports nothing of ours.
type Entry = { model_name: string | null } & Record<(typeof textColumns)[number], string> &
  Record<'ordinal' | 'is_counted' | 'bin', number>;
interface Tables {
  /** A row for each time, where `pair` is empty, and for each ratio, where it is the other board's key. */
  unfolded: Entry & { pair: string };
  entries: Entry & { pairs: string };
  bins: { board_key: string; cohort: string; bin: number; count: number };
  dirty: { board_key: string; mark: string };
}
type Ratio = Pick<Tables['unfolded'], 'pair' | 'slot' | 'result_id' | 'is_counted' | 'bin'>;

const key = ['board_key', 'origin', 'slot'] as const;
const facets = ['form_factor', 'os', 'browser', 'gpu_vendor', 'gpu_architecture', 'device'] as const;
const textColumns = [...key, 'result_id', ...facets] as const;
const origins = ['crowd', 'lab'];

/** Times that are held in memory at once, each with up to 63 ratios. */
const foldedAtOnce = 256;

/**
 * Puts the ratios of an entry into its row. A slot's latest ratio was counted even where the slot's latest result lacks
 * it; now a result counts whole or not at all, so such ratios are taken out of the bins.
 */
export async function foldRatios(database: Kysely<Tables>, tableSuffix: string): Promise<void> {
  const { schema } = database;
  await schema.alterTable('entries').renameTo('unfolded').execute();
  let table = schema
    .createTable('entries')
    .addColumn('board_key', 'text', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('slot', 'text', (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('result_id', 'text', (column) => column.notNull())
    .addColumn('is_counted', 'integer', (column) => column.notNull())
    .addColumn('bin', 'integer', (column) => column.notNull())
    .addColumn('pairs', 'text', (column) => column.notNull());
  for (const facet of facets) table = table.addColumn(facet, 'text', (column) => column.notNull());
  table = table.addColumn('model_name', 'text');
  // Not `entries_key`, which is still the name of the former table's.
  table = table.addPrimaryKeyConstraint('entries_folded_key', [...key, 'ordinal']);
  if (tableSuffix !== '') table = table.modifyEnd(sql.raw(tableSuffix));
  await table.execute();
  const boards = await database.selectFrom('unfolded').select('board_key').distinct().execute();
  for (const { board_key } of boards) {
    const pairs = await database
      .selectFrom('unfolded')
      .where('board_key', '=', board_key)
      .where('pair', '<>', '')
      .select('pair')
      .distinct()
      .execute();
    const keys = pairs.map(({ pair }) => pair).sort();
    for (const origin of origins) await foldBoard(database, board_key, origin, keys);
  }
  await schema.dropTable('unfolded').execute();
}

/** @param pairs whatever ratios the board has, ascending */
async function foldBoard(
  database: Kysely<Tables>,
  board_key: string,
  origin: string,
  pairs: readonly string[],
): Promise<void> {
  const ofBoard = database
    .selectFrom('unfolded')
    .where('board_key', '=', board_key)
    .where('origin', '=', origin);
  for (let after = { slot: '', ordinal: 0 }; ;) {
    const times = await ofBoard
      .where('pair', '=', '')
      .where(sql<boolean>`(slot, ordinal) > (${after.slot}, ${after.ordinal})`)
      .orderBy('slot')
      .orderBy('ordinal')
      .limit(foldedAtOnce)
      .select([...textColumns, 'ordinal', 'is_counted', 'bin', 'model_name'])
      .execute();
    const [first] = times;
    const last = times.at(-1);
    if (first === undefined || last === undefined) return;
    const ratios =
      pairs.length === 0
        ? []
        : await ofBoard
            .where('pair', 'in', pairs)
            .where('slot', '>=', first.slot)
            .where('slot', '<=', last.slot)
            .select(['pair', 'slot', 'result_id', 'is_counted', 'bin'])
            .execute();
    const ofEntry = Map.groupBy(ratios, ({ slot, result_id }) => `${slot} ${result_id}`);
    const dropped: Ratio[] = [];
    const entries = times.map((time) => {
      const own = ofEntry.get(`${time.slot} ${time.result_id}`) ?? [];
      if (time.is_counted === 0) dropped.push(...own.filter(({ is_counted }) => is_counted === 1));
      const bins = new Map(own.map(({ pair, bin }) => [pair, bin]));
      const inOrder = pairs.flatMap((pair) => (bins.has(pair) ? [[pair, bins.get(pair)]] : []));
      return { ...time, pairs: JSON.stringify(Object.fromEntries(inOrder)) };
    });
    await database.insertInto('entries').values(entries).execute();
    await subtract(database, board_key, origin, dropped);
    after = last;
  }
}

async function subtract(
  database: Kysely<Tables>,
  board_key: string,
  origin: string,
  ratios: readonly Ratio[],
): Promise<void> {
  if (ratios.length === 0) return;
  await database
    .insertInto('dirty')
    .values({ board_key, mark: randomUUID() })
    .onConflict((conflict) =>
      conflict.column('board_key').doUpdateSet({ mark: (eb) => eb.ref('excluded.mark') }),
    )
    .execute();
  for (const { pair, bin } of ratios) {
    await database
      .updateTable('bins')
      .set((eb) => ({ count: eb('count', '-', 1) }))
      .where('board_key', '=', board_key)
      .where('bin', '=', bin)
      .where('cohort', '=', `${origin}/pair=${pair}`)
      .execute();
  }
}

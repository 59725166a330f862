/** The column by which a distributed database spreads each table; Kysely's own tables stay on one node. */
const distributionColumns: Readonly<Record<string, string>> = {
  results: 'id',
  rigs: 'id',
  counters: 'id',
  probes: 'id',
  boards: 'board_key',
  entries: 'board_key',
  bins: 'board_key',
  rollups: 'board_key',
  dirty: 'board_key',
};

const volatileFunctions =
  /\b(now|random|gen_random_uuid|uuid_generate_v4|nextval|clock_timestamp|current_timestamp|current_date|localtime)\b/i;

/**
 * Why Citus, CockroachDB or YugabyteDB would refuse a statement, or answer it by asking every node for locks; null where
 * they would not. Sources: Citus, "SQL support and workarounds"; CockroachDB, "PostgreSQL compatibility"; YugabyteDB,
 * "PostgreSQL compatibility".
 */
export function faultOfStatement(sql: string): string | null {
  if (sql.includes('kysely_migration') || /pg_catalog|pg_advisory/.test(sql)) return null;
  if (/\b(trigger|create\s+sequence|serial|references|listen|notify)\b/i.test(sql)) {
    return 'uses what distributed databases lack';
  }
  if (/\bfor\s+(update|share|no key update)\b/i.test(sql)) return 'locks rows that may lie on several nodes';
  const update = /on conflict .* do update set (.*)$/is.exec(sql)?.[1];
  if (update !== undefined && volatileFunctions.test(update)) return 'is volatile in ON CONFLICT DO UPDATE';
  const created = /^create table (?:if not exists )?"(\w+)"/i.exec(sql)?.[1];
  if (created !== undefined) {
    const column = distributionColumns[created];
    if (column === undefined) return 'creates a table that is spread by nothing';
    const keys = [...sql.matchAll(/(?:primary key|unique) \(([^)]*)\)/gi)].map((match) => match[1] ?? '');
    if (keys.length === 0) return 'creates a table without a key';
    if (keys.some((columns) => !columns.includes(`"${column}"`))) return `has a key without ${column}`;
    if (/\bunique\b(?! \()/i.test(sql)) return 'has a unique column';
  }
  if (/^create unique index/i.test(sql)) return 'adds a unique index';
  const conflict = /^insert into "(\w+)".* on conflict \(([^)]*)\)/is.exec(sql);
  if (conflict !== null) {
    const column = distributionColumns[conflict[1] ?? ''];
    if (column === undefined || conflict[2]?.includes(`"${column}"`) !== true) {
      return 'looks for conflicts by other columns than those of a key';
    }
  }
  const changed = /^(?:update|delete from) "(\w+)"/i.exec(sql)?.[1];
  const where = /\bwhere\b(.*)$/is.exec(sql)?.[1] ?? '';
  if (changed !== undefined && !new RegExp(`\\b${distributionColumns[changed]}\\b`).test(where)) {
    return 'changes rows of every node';
  }
  return null;
}

import { Kysely, PostgresDialect, type LogEvent } from 'kysely';
import pg from 'pg';
import type { Connection } from '../connection.ts';
import type { Database } from '../schema.ts';
import { classify } from './classify.ts';

export interface PostgresqlSettings {
  /** `postgres://…` or `postgresql://…` */
  readonly databaseUrl: string;
  /** Told of every statement; for the test that holds them against what distributed databases take. */
  readonly onStatement?: (sql: string) => void;
}

const connectionsLimit = 8;

/** Eight-byte integers and sums come as text, because they may exceed what a number holds exactly; ours do not. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => {
    const isWide = id === pg.types.builtins.INT8 || id === pg.types.builtins.NUMERIC;
    return isWide ? Number : pg.types.getTypeParser(id, format);
  },
};

/** A pool of connections, opened as they are needed. */
export function connect({ databaseUrl, onStatement }: PostgresqlSettings): Connection {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connectionsLimit,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 60_000,
    keepAlive: true,
    types,
  });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  return {
    database: new Kysely<Database>({
      dialect: new PostgresDialect({ pool }),
      ...(onStatement && { log: ({ query }: LogEvent) => onStatement(query.sql) }),
    }),
    tableSuffix: '',
    classify,
  };
}

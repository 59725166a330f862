import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { addRig, mayBeSeeded, quarantinedResults, seed } from '#lib/server/leaderboard/administration.ts';
import { restoreBackup, writeBackup } from '#lib/server/leaderboard/backup.ts';
import type { Connection } from '#lib/server/leaderboard/connection.ts';
import { openConnection } from '#lib/server/leaderboard/open-connection.ts';
import { openStore } from '#lib/server/leaderboard/open-store.ts';
import { releaseResult, removeResult } from '#lib/server/leaderboard/submit-results.ts';
import { verify } from '#lib/server/leaderboard/verify.ts';
import { readDatabaseCommand, usage, type DatabaseCommand } from './db-command.ts';

/** `npm run db -- COMMAND`: 0 done, 1 not done or (verify) differences found, 2 a command that does not exist. */
const settings = {
  dataDir: resolve(process.env['DATA_DIR']?.trim() || 'data'),
  databaseUrl: process.env['DATABASE_URL'],
};

const read = readDatabaseCommand(process.argv.slice(2));
if (read.status === 'wrong') {
  process.stderr.write(`${read.message}\n${usage}\n`);
  process.exitCode = 2;
} else if (read.command.kind === 'help') {
  process.stdout.write(`${usage}\n`);
} else {
  try {
    process.exitCode = await run(read.command);
  } catch (error) {
    process.stderr.write(
      `The database could not be used: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}

async function run(command: DatabaseCommand): Promise<number> {
  const { connection, migrated } = await openConnection(settings);
  try {
    switch (command.kind) {
      case 'migrate':
        say(migrated.length === 0 ? 'The schema was up to date.' : `Migrated: ${migrated.join(', ')}.`);
        return 0;
      case 'backup':
        return await backup(connection, command.file);
      case 'restore':
        return await restore(connection, command.file);
      case 'verify':
        return await verifyDatabase(connection);
      case 'seed':
        return await seedDatabase(connection, command);
      case 'rig-add':
        return await addRigNamed(connection, command.name);
      case 'quarantine-list':
        return await listQuarantine(connection);
      case 'quarantine-release':
        return await release(connection, command.id);
      case 'quarantine-remove':
        return await remove(connection, command.id);
      case 'help':
        return 0;
    }
  } finally {
    await connection.database.destroy();
  }
}

async function backup(connection: Connection, file: string): Promise<number> {
  if (existsSync(file)) return refuse(`${file} exists already: choose another name.`);
  const results = await writeBackup(connection, file);
  say(`${results} results are in ${file}.`);
  return 0;
}

async function restore(connection: Connection, file: string): Promise<number> {
  const outcome = await restoreBackup(connection, file);
  switch (outcome.status) {
    case 'restored':
      say(`${outcome.results} results were restored; the server publishes their boards when it runs.`);
      return 0;
    case 'not-empty':
      return refuse('The database is not empty: restore into another DATA_DIR or DATABASE_URL.');
    case 'damaged':
      return refuse(`${file} cannot be restored: ${outcome.detail}.`);
  }
}

async function verifyDatabase(connection: Connection): Promise<number> {
  const { results, entries, boards, differences } = await verify(connection);
  for (const difference of differences) process.stderr.write(`${difference}\n`);
  if (differences.length > 0) return refuse(`${differences.length} differences in ${results} results.`);
  say(`${results} results, ${entries} entries and ${boards} boards agree.`);
  return 0;
}

async function seedDatabase(
  connection: Connection,
  { results, seed: seedNumber, cells }: Extract<DatabaseCommand, { kind: 'seed' }>,
): Promise<number> {
  if (!(await mayBeSeeded(connection))) {
    return refuse('There are real results in the database: seed an empty one.');
  }
  let told = 0;
  const counts = await seed(connection, results, { seed: seedNumber, cells }, (done) => {
    if (done - told < 10_000) return;
    told = done;
    process.stderr.write(`${done} of ${results}\n`);
  });
  const store = await openStore(settings);
  try {
    const published = await store.refresh();
    if (published.status !== 'fresh') return refuse(published.detail);
    say(`${counts.accepted} synthetic results were added, ${counts.repeated} were there already.`);
    return 0;
  } finally {
    await store.close();
  }
}

async function addRigNamed(connection: Connection, name: string): Promise<number> {
  const outcome = await addRig(connection, name);
  if (outcome.status === 'taken') return refuse(`There is a rig called ${name} already.`);
  process.stderr.write(`The key of ${name}, shown only now; the rig sends it as its bearer token:\n`);
  say(outcome.key);
  return 0;
}

async function listQuarantine(connection: Connection): Promise<number> {
  const results = await quarantinedResults(connection);
  if (results.length === 0) process.stderr.write('Nothing is in quarantine.\n');
  else {
    const lines = results.map(
      ({ id, reason, receivedDay, origin, modelSha256, cells }) =>
        `${id}  ${receivedDay}  ${origin}  ${reason}  model ${modelSha256.slice(0, 12)}, ${cells} cells`,
    );
    say(lines.join('\n'));
  }
  return 0;
}

async function release(connection: Connection, id: string): Promise<number> {
  const outcome = await releaseResult(connection, id);
  switch (outcome.status) {
    case 'released':
      say(`Result ${id} counts now.`);
      return 0;
    case 'unavailable':
      return refuse(outcome.detail);
    default:
      return refuse(`No result ${id} is in quarantine.`);
  }
}

async function remove(connection: Connection, id: string): Promise<number> {
  const quarantined = await quarantinedResults(connection);
  if (!quarantined.some((result) => result.id === id)) return refuse(`No result ${id} is in quarantine.`);
  const outcome = await removeResult(connection, id, null);
  if (outcome.status !== 'removed') return refuse(`Result ${id} could not be removed (${outcome.status}).`);
  say(`Result ${id} was removed.`);
  return 0;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}

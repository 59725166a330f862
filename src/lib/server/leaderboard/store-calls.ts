import { randomUUID } from 'node:crypto';
import { inTransaction, withRetries, type Connection } from './connection.ts';
import { JointFigures } from './joint-figures.ts';
import { listBoards } from './list-boards.ts';
import { readEpoch } from './published.ts';
import { readComparison, readDistribution } from './read-board.ts';
import { readChoices, readRatios } from './read-model.ts';
import { findModels, listOverview, readHistograms } from './read-pages.ts';
import { listDevices, listModels, readResult, readStats } from './read-lists.ts';
import { collectBoard, dirtyBoards, publishBoards, type CollectedBoard } from './refresh-boards.ts';
import type { ResultRow } from './result-row.ts';
import type { DirtyTable } from './schema.ts';
import type {
  BoardQuery,
  BoardsQuery,
  CompareQuery,
  ListQuery,
  ReadOutcome,
  ReadyOutcome,
  RigOutcome,
} from './store.ts';
import type { FindModelsQuery, ModelQuery, OverviewQuery } from './store-pages.ts';
import { removeResult, submitResults } from './submit-results.ts';

/** What is done on the connection that writes. Parameters and outcomes are plain data, because threads pass them. */
export function writerCalls(connection: Connection) {
  return {
    submit: (rows: readonly ResultRow[]) => submitResults(connection, rows),
    remove: (id: string, tokenSha256: string) => removeResult(connection, id, tokenSha256),
    publish: (boards: readonly CollectedBoard[]) => publishBoards(connection, boards),
    probe: () => probe(connection),
    close: () => connection.database.destroy(),
  };
}
export type WriterCalls = ReturnType<typeof writerCalls>;

/** What is done on connections that read. */
export function readerCalls(connection: Connection) {
  const joint = new JointFigures(connection);
  const { database } = connection;
  const reading = <Outcome>(read: () => Promise<Outcome>) => withRetries(connection, read);
  return {
    epoch: () => reading(() => readEpoch(connection)),
    read: (id: string): Promise<ReadOutcome> => reading(() => readResult(connection, id)),
    // What is published says when by the epoch that the store puts to it.
    boards: (query: BoardsQuery) => reading(() => listBoards(connection, joint, query)),
    distribution: (query: BoardQuery) => reading(() => readDistribution(connection, joint, query)),
    compare: (query: CompareQuery) => reading(() => readComparison(connection, query)),
    models: (query: ListQuery) => reading(() => listModels(connection, query)),
    devices: (query: ListQuery) => reading(() => listDevices(connection, query)),
    stats: () => reading(() => readStats(connection)),
    findModels: (query: FindModelsQuery) => reading(() => findModels(connection, query)),
    overview: (query: OverviewQuery) => reading(() => listOverview(connection, query)),
    histograms: (cohorts: readonly BoardQuery[]) => reading(() => readHistograms(connection, joint, cohorts)),
    choices: (query: ModelQuery) => reading(() => readChoices(connection, query)),
    ratios: (query: ModelQuery) => reading(() => readRatios(connection, query)),
    rigOf: (keySha256: string): Promise<RigOutcome> =>
      reading(async () => {
        const rig = await database
          .selectFrom('rigs')
          .where('key_sha256', '=', keySha256)
          .select('id')
          .executeTakeFirst();
        return rig === undefined ? { status: 'unknown' } : { status: 'known', name: rig.id };
      }),
    dirty: (limit: number) => dirtyBoards(connection, limit),
    collect: (dirty: DirtyTable) => collectBoard(connection, dirty),
    close: () => database.destroy(),
  };
}
export type ReaderCalls = ReturnType<typeof readerCalls>;

/** More than a page, so that a full disk or a limit on the file is noticed. */
const probeBytes = 65_536;

async function probe(connection: Connection): Promise<ReadyOutcome> {
  const id = randomUUID();
  return inTransaction(connection, async (transaction): Promise<ReadyOutcome> => {
    await transaction
      .insertInto('probes')
      .values({ id, filler: 'x'.repeat(probeBytes) })
      .execute();
    await transaction.deleteFrom('probes').where('id', '=', id).execute();
    return { status: 'ready' };
  });
}

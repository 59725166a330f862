import { randomUUID } from 'node:crypto';
import { inTransaction, withRetries, type Connection } from './connection.ts';
import { JointFigures } from './joint-figures.ts';
import { listBoards } from './list-boards.ts';
import { published, readEpoch } from './published.ts';
import { readComparison, readDistribution } from './read-board.ts';
import { readChoices, readRatios } from './read-model.ts';
import { findModels, listOverview, readHistograms } from './read-pages.ts';
import { listDevices, listModels, readResult, readStats } from './read-lists.ts';
import { collectBoard, dirtyBoards, publishBoards, type CollectedBoard } from './refresh-boards.ts';
import type { ResultRow } from './result-row.ts';
import type { DirtyTable } from './schema.ts';
import type {
  BoardQuery,
  BoardsOutcome,
  BoardsQuery,
  CompareOutcome,
  CompareQuery,
  DevicesOutcome,
  DistributionOutcome,
  ListQuery,
  ModelsOutcome,
  ReadOutcome,
  ReadyOutcome,
  RigOutcome,
  StatsOutcome,
} from './store.ts';
import type {
  ChoicesOutcome,
  FindModelsQuery,
  FoundModelsOutcome,
  HistogramsOutcome,
  ModelQuery,
  OverviewOutcome,
  OverviewQuery,
  RatiosOutcome,
} from './store-pages.ts';
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
  return {
    epoch: () => withRetries(connection, () => readEpoch(connection)),
    read: (id: string): Promise<ReadOutcome> => withRetries(connection, () => readResult(connection, id)),
    boards: (query: BoardsQuery): Promise<BoardsOutcome> =>
      published<BoardsOutcome>(connection, () => listBoards(connection, joint, query)),
    distribution: (query: BoardQuery): Promise<DistributionOutcome> =>
      published<DistributionOutcome>(connection, () => readDistribution(connection, joint, query)),
    compare: (query: CompareQuery): Promise<CompareOutcome> =>
      published<CompareOutcome>(connection, () => readComparison(connection, query)),
    models: (query: ListQuery): Promise<ModelsOutcome> =>
      published<ModelsOutcome>(connection, () => listModels(connection, query)),
    devices: (query: ListQuery): Promise<DevicesOutcome> =>
      published<DevicesOutcome>(connection, () => listDevices(connection, query)),
    stats: (): Promise<StatsOutcome> => published<StatsOutcome>(connection, () => readStats(connection)),
    // Pages ask for the rest, and are kept by the epoch that the store has in memory.
    findModels: (query: FindModelsQuery): Promise<FoundModelsOutcome> =>
      withRetries(connection, () => findModels(connection, query)),
    overview: (query: OverviewQuery): Promise<OverviewOutcome> =>
      withRetries(connection, () => listOverview(connection, query)),
    histograms: (cohorts: readonly BoardQuery[]): Promise<HistogramsOutcome> =>
      withRetries(connection, () => readHistograms(connection, joint, cohorts)),
    choices: (query: ModelQuery): Promise<ChoicesOutcome> =>
      withRetries(connection, () => readChoices(connection, query)),
    ratios: (query: ModelQuery): Promise<RatiosOutcome> =>
      withRetries(connection, () => readRatios(connection, query)),
    rigOf: (keySha256: string): Promise<RigOutcome> =>
      withRetries(connection, async () => {
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

import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { migrate } from '../migrate.ts';
import { readerCalls, writerCalls, type ReaderCalls, type WriterCalls } from '../store-calls.ts';
import type { Unavailable } from '../store.ts';
import { startCheckpoints } from './checkpoints.ts';
import { connectReader, connectWriter, type SqliteSettings } from './connect.ts';

/** One thread writes and migrates, the other reads, so that neither keeps the other or a request waiting. */
type Side = 'writer' | 'reader';
type ThreadData = { role: 'leaderboard-store'; side: Side; settings: SqliteSettings };

type Request = { id: number; call: string; parameters: readonly unknown[] };
type Reply =
  | { kind: 'opened' }
  | { kind: 'refused'; detail: string }
  | { kind: 'answered'; id: number; outcome: unknown }
  | { kind: 'failed'; id: number; error: Error };

type Calls = Record<string, (...parameters: never[]) => Promise<unknown>>;
export type Opened<SideCalls> =
  { status: 'opened'; calls: SideCalls } | { status: 'refused'; detail: string };

export function openWriterThread(settings: SqliteSettings): Promise<Opened<WriterCalls>> {
  return openThread<WriterCalls>('writer', settings, ['submit', 'remove', 'publish', 'probe', 'close']);
}

export function openReaderThread(settings: SqliteSettings): Promise<Opened<ReaderCalls>> {
  return openThread<ReaderCalls>('reader', settings, [
    ...(['epoch', 'read', 'boards', 'distribution', 'compare', 'models', 'devices', 'stats'] as const),
    ...(['findModels', 'overview', 'histograms', 'choices', 'ratios'] as const),
    ...(['rigOf', 'dirty', 'collect', 'close'] as const),
  ]);
}

/**
 * Starts this very file once more, as a thread. The bundlers of the server know nothing of Node's worker threads; a
 * module that names itself is found wherever they put it, as long as it stays a chunk of its own (open-store.ts imports
 * it dynamically for that).
 */
async function openThread<SideCalls extends Calls>(
  side: Side,
  settings: SqliteSettings,
  names: readonly (keyof SideCalls & string)[],
): Promise<Opened<SideCalls>> {
  const data: ThreadData = { role: 'leaderboard-store', side, settings };
  const worker = new Worker(new URL(import.meta.url), {
    workerData: data,
    // node:sqlite still announces itself as experimental, which would be the first thing a visitor of `npm start` reads.
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const ended: Unavailable = {
    status: 'unavailable',
    reason: 'database-lost',
    detail: `The store's ${side} thread has ended.`,
  };
  const waiting = new Map<number, { resolve: (outcome: unknown) => void; reject: (error: Error) => void }>();
  let isEnded = false;
  let lastId = 0;
  const first = await new Promise<Reply>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The store's thread ended with code ${code}.`)));
  });
  if (first.kind === 'refused') return { status: 'refused', detail: first.detail };
  worker.on('error', (error) => process.stderr.write(`${error.stack ?? error.message}\n`));
  worker.on('exit', () => {
    isEnded = true;
    for (const { resolve } of waiting.values()) resolve(ended);
    waiting.clear();
  });
  worker.on('message', (reply: Reply) => {
    if (reply.kind !== 'answered' && reply.kind !== 'failed') return;
    const waiter = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.kind === 'answered') waiter?.resolve(reply.outcome);
    else waiter?.reject(reply.error);
  });
  const call = (name: string, parameters: readonly unknown[]): Promise<unknown> => {
    if (isEnded) return Promise.resolve(ended);
    lastId += 1;
    const request: Request = { id: lastId, call: name, parameters };
    return new Promise((resolve, reject) => {
      waiting.set(request.id, { resolve, reject });
      worker.postMessage(request);
    });
  };
  const calls = Object.fromEntries(
    names.map((name) => [name, (...parameters: unknown[]) => call(name, parameters)]),
  );
  return { status: 'opened', calls: calls as unknown as SideCalls };
}

function isThreadData(data: unknown): data is ThreadData {
  return typeof data === 'object' && data !== null && 'role' in data && data.role === 'leaderboard-store';
}

if (!isMainThread && parentPort !== null && isThreadData(workerData)) {
  await serve(parentPort, workerData);
}

async function serve(port: NonNullable<typeof parentPort>, { side, settings }: ThreadData): Promise<void> {
  const reply = (message: Reply): void => port.postMessage(message);
  let calls: Calls;
  try {
    calls = await openSide(side, settings);
  } catch (error) {
    reply({ kind: 'refused', detail: error instanceof Error ? error.message : String(error) });
    port.close();
    return;
  }
  port.on('message', ({ id, call, parameters }: Request) => {
    const run = calls[call] as ((...parameters: readonly unknown[]) => Promise<unknown>) | undefined;
    if (run === undefined) throw new Error(`The store's thread has no ${call}.`);
    run(...parameters).then(
      (outcome) => {
        reply({ kind: 'answered', id, outcome });
        if (call === 'close') port.close();
      },
      (error: unknown) =>
        reply({ kind: 'failed', id, error: error instanceof Error ? error : new Error(String(error)) }),
    );
  });
  reply({ kind: 'opened' });
}

async function openSide(side: Side, settings: SqliteSettings): Promise<Calls> {
  if (side === 'reader') {
    const calls = readerCalls(connectReader(settings));
    const stopCheckpoints = startCheckpoints(settings);
    return {
      ...calls,
      close: () => {
        stopCheckpoints();
        return calls.close();
      },
    };
  }
  const connection = connectWriter(settings);
  await migrate(connection);
  return writerCalls(connection);
}

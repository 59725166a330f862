import type { FailureCause } from '#lib/core/results/reasons.ts';
import { engines } from '#lib/engines/registry.ts';
import type { CellRecord } from './cell-record.ts';
import { withEngineWorker } from './engine-worker.ts';
import type { Progress } from './progress.ts';
import { takeReference } from './reference.ts';
import type { RunRecord } from './run-record.ts';

/** Everything that must not be timed: the engines' files are fetched, then the reference outputs are taken. */
export async function prepareRun(
  record: RunRecord,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  await fetchEngineFiles(record, signal, onProgress);
  await takeReferences(record, signal, onProgress);
}

async function fetchEngineFiles(
  record: RunRecord,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const groups = Map.groupBy(record.activeCells, ({ planned: { key } }) => `${key.engine}/${key.backend}`);
  for (const cells of groups.values()) {
    const [first] = cells;
    if (first === undefined || signal.aborted) continue;
    const { backend } = first.planned.key;
    onProgress({ phase: 'preparing', step: 'engine-files', detail: `${first.engine.title} (${backend})` });
    const outcome = await withEngineWorker(first.engine, signal, (worker) =>
      worker.call('fetchFiles', { backend }),
    );
    if (outcome.status === 'answered' || outcome.status === 'terminated') continue;
    const detail = outcome.status === 'timeout' ? 'it took too long' : outcome.message;
    for (const cell of cells) cell.end({ status: 'failed', cause: { kind: 'engine-download', detail } });
  }
}

async function takeReferences(
  record: RunRecord,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const { reference } = record.planned;
  const engine = engines.find(({ id }) => reference?.startsWith(`${id}/`) === true) ?? null;
  const byBatch = Map.groupBy(record.activeCells, (cell) => cell.planned.key.batch);
  for (const [batch, cells] of byBatch) {
    if (signal.aborted) return;
    onProgress({ phase: 'preparing', step: 'reference', detail: engine?.title ?? '' });
    const outcome = await takeReference(engine, record.model, record.plan, batch, signal);
    if (outcome.status === 'ready') record.references.set(batch, outcome);
    else if (outcome.status === 'hopeless') endAll(cells, outcome.cause);
  }
}

function endAll(cells: readonly CellRecord[], cause: FailureCause): void {
  for (const cell of cells) cell.end({ status: 'failed', cause });
}

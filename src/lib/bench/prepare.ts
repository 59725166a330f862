import type { FailureCause } from '#lib/core/results/reasons.ts';
import { backendTitle } from '#lib/core/results/ids.ts';
import { engines } from '#lib/engines/registry.ts';
import type { CellRecord } from './cell-record.ts';
import { countRunMacs } from './count-run-macs.ts';
import { batchContradiction } from './given-batch.ts';
import { withEngineWorker } from './engine-worker.ts';
import type { Progress } from './progress.ts';
import { takeReference } from './reference.ts';
import type { RunRecord } from './run-record.ts';

/** A server that keeps silent for this long is taken for gone; a slow one may take as long as it needs. */
const stallLimitMs = 30_000;

/** Everything that must not be timed: the engines' files are fetched, then the reference outputs are taken, then MACs counted. */
export async function prepareRun(
  record: RunRecord,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const contradiction = batchContradiction(record.plan, record.model);
  if (contradiction !== null) {
    return endAll(record.activeCells, { kind: 'input-mismatch', detail: contradiction });
  }
  await fetchEngineFiles(record, signal, onProgress);
  await takeReferences(record, signal, onProgress);
  await countMacs(record, signal, onProgress);
}

async function fetchEngineFiles(
  record: RunRecord,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const groups = grouped(record.activeCells, ({ planned: { key } }) => `${key.engine}/${key.backend}`);
  for (const cells of groups.values()) {
    const [first] = cells;
    if (first === undefined || signal.aborted) continue;
    const { backend } = first.planned.key;
    const name = `${first.engine.title} (${backendTitle(backend)})`;
    const report = (detail: string) => onProgress({ phase: 'preparing', step: 'engine-files', detail });
    report(name);
    const outcome = await withEngineWorker(first.engine, signal, (worker) =>
      worker.call(
        'fetchFiles',
        { backend, format: record.model.format },
        { stallLimitMs, onEvent: (event) => report(`${name}, ${(event.receivedBytes / 1e6).toFixed(1)} MB`) },
      ),
    );
    if (outcome.status === 'answered' || outcome.status === 'terminated') continue;
    const detail =
      outcome.status === 'timeout' ? `nothing came for ${stallLimitMs / 1000} seconds` : outcome.message;
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
  const byBatch = grouped(record.activeCells, (cell) => cell.planned.key.batch);
  for (const [batch, cells] of byBatch) {
    if (signal.aborted) return;
    onProgress({ phase: 'preparing', step: 'reference', detail: engine?.title ?? '' });
    const outcome = await takeReference(engine, record.model, record.plan, batch, signal);
    if (outcome.status === 'ready') {
      record.references.set(batch, outcome);
      if (outcome.standIn !== null) for (const cell of cells) cell.compareWithStandIn(outcome.standIn);
    } else if (outcome.status === 'hopeless') endAll(cells, outcome.cause);
  }
}

/** For every batch that is fed. Only a model whose shapes depend on data is run for it, in a worker that is never timed. */
async function countMacs(
  record: RunRecord,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const { model, plan } = record;
  for (const [batch, { specs }] of record.references) {
    const counted = await countRunMacs({
      model,
      specs,
      limitMs: plan.limits.openMs,
      signal,
      onProfile: () => onProgress({ phase: 'preparing', step: 'shapes', detail: '' }),
    });
    if (counted !== null) record.macs.set(batch, counted);
  }
}

function endAll(cells: readonly CellRecord[], cause: FailureCause): void {
  for (const cell of cells) cell.end({ status: 'failed', cause });
}

/** `Map.groupBy` is younger than browsers that can do everything else here. */
function grouped<Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}

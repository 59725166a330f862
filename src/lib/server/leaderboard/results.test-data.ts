import { createHash, randomUUID } from 'node:crypto';
import type { BackendId } from '#lib/core/results/ids.ts';
import { boardOf, boardText } from '#lib/core/results/submission-board.ts';
import type { AnonymousDevice } from '#lib/core/results/submission-device.ts';
import type { Submission } from '#lib/core/results/submission.ts';
import { countedCells } from './counted-cells.ts';
import type { NewResult } from './store.ts';
import { syntheticResult } from './synthetic-population.ts';

export interface ResultOptions {
  /** Who sends it: a slot on every board. */
  readonly submitter: string | number;
  /** Median of every round, by backend. */
  readonly cellsMs: Partial<Record<BackendId, number>>;
  readonly device?: Partial<Pick<AnonymousDevice, 'os' | 'formFactor' | 'browser' | 'gpu'>>;
  readonly catalogueDevice?: string;
  readonly model?: Partial<Submission['model']>;
  readonly origin?: NewResult['origin'];
  readonly disposition?: NewResult['disposition'];
}

export const ownModel = { sha256: sha256('own'), source: 'own', id: null, name: 'My model' } as const;

/** A result whose every part is the same as any other's but for the options and its random id and token. */
export function resultOf(options: ResultOptions): NewResult & { readonly token: string } {
  const { submission: base } = syntheticResult(0, { seed: 1, cells: 1 });
  const [cell] = base.cells;
  if (cell === undefined) throw new Error('The synthetic result has no cell.');
  const token = randomUUID();
  const submission: Submission = {
    ...base,
    resultId: randomUUID().replaceAll('-', ''),
    deletionTokenSha256: sha256(token),
    device: { ...base.device, os: 'Windows', formFactor: 'desktop', ...options.device },
    catalogueDevice: options.catalogueDevice ?? null,
    model: {
      ...base.model,
      sha256: sha256('model'),
      source: 'shelf',
      id: 'small',
      name: null,
      ...options.model,
    },
    cells: [],
  };
  for (const [backend, medianMs] of Object.entries(options.cellsMs) as [BackendId, number][]) {
    const measured = {
      ...cell,
      engine: 'onnxruntime-web',
      engineVersion: '1.30.0',
      backend,
      threads: { requested: 1, observed: 1 },
      rounds: cell.rounds.map((round) => ({ ...round, samplesMs: [medianMs] })),
    };
    const board = boardOf(submission, measured);
    if (board === null) throw new Error('The synthetic model does not say what it was fed.');
    submission.cells.push({ ...measured, slot: sha256(`${options.submitter} ${boardText(board)}`) });
  }
  return {
    submission,
    cells: countedCells(submission),
    bodySha256: sha256(JSON.stringify(submission)),
    origin: options.origin ?? { kind: 'crowd' },
    disposition: options.disposition ?? { status: 'public' },
    receivedDay: '2026-11-24',
    token,
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

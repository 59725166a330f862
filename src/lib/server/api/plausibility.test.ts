import { expect, test } from 'vitest';
import { loadCatalogue } from '#lib/device/catalogue/catalogue.ts';
import type { Submission, SubmittedCell, SubmittedRound } from '#lib/core/results/submission.ts';
import { anonymousDevice, sendable } from '../../../../tests/fixtures/submissions.ts';
import { knownModels } from './known-models.ts';
import { judge, type KnownModels } from './plausibility.ts';

const honest = sendable().submission;
const devices = await loadCatalogue();

function reasonOf(submission: Submission, known: KnownModels = knownModels, device: string | null = null) {
  const judged = judge(submission, known, devices.find(({ id }) => id === device) ?? null);
  return judged.status === 'plausible' ? null : judged.reason;
}

function withCell(change: (cell: SubmittedCell) => Partial<SubmittedCell>): Submission {
  const [first, ...rest] = honest.cells;
  if (first === undefined) throw new Error('The fixture has cells.');
  return { ...honest, cells: [{ ...first, ...change(first) }, ...rest] };
}

function withRounds(change: (round: SubmittedRound) => Partial<SubmittedRound>): Submission {
  return withCell(({ rounds }) => ({ rounds: rounds.map((round) => ({ ...round, ...change(round) })) }));
}

test('an honest result is plausible', () => {
  expect(reasonOf(honest)).toBeNull();
});

test.each([
  ['round-twice', withRounds(() => ({ round: 1 }))],
  ['too-few-samples', withRounds(() => ({ samplesMs: [4, 4], samplesTaken: 2 }))],
  ['fewer-taken-than-sent', withRounds(() => ({ samplesTaken: 3 }))],
  ['thinned-otherwise', withRounds(() => ({ samplesTaken: 400 }))],
  ['all-samples-equal', withRounds(({ samplesMs }) => ({ samplesMs: samplesMs.map(() => 6) }))],
  ['batch-too-small-for-clock', withRounds(() => ({ samplesMs: [0.01, 0.012, 0.011], samplesTaken: 3 }))],
  [
    'samples-copied',
    withRounds(() => ({ samplesMs: honest.cells[0]?.rounds[0]?.samplesMs ?? [], samplesTaken: 21 })),
  ],
  ['first-run-too-fast', withCell(() => ({ cold: { runtimeMs: 1, sessionMs: 1, firstRunMs: 0.1 } }))],
  ['more-threads-than-asked-for', withCell(() => ({ threads: { requested: 1, observed: 2 } }))],
  ['threads-without-threads', withCell(() => ({ threads: { requested: 4, observed: 4 } }))],
  ['precision-differs', withCell(() => ({ precision: 'fp16' }))],
  ['batch-never-fed', withCell(() => ({ batch: 7 }))],
  ['other-outputs', withCell(() => ({ outputProjection: Array.from({ length: 16 }, () => 3) }))],
  ['faster-than-any-chip', { ...honest, model: { ...honest.model, macs: 1e13 } }],
  ['no-such-model', { ...honest, model: { ...honest.model, source: 'shelf', id: 'no-such-model' } }],
  ['other-model-bytes', { ...honest, model: { ...honest.model, source: 'shelf', id: 'silero-vad' } }],
  ['model-id-without-source', { ...honest, model: { ...honest.model, id: 'silero-vad' } }],
] satisfies [string, Submission][])('%s', (reason, submission) => {
  expect(reasonOf(submission)).toBe(reason);
});

test('rounds that lie too far apart', () => {
  const scaled = withCell(({ rounds }) => ({
    rounds: rounds.map((round, index) => ({
      ...round,
      samplesMs: round.samplesMs.map((sample) => sample * (index === 0 ? 30 : 1)),
    })),
  }));
  expect(reasonOf(scaled)).toBe('rounds-apart');
});

test('samples finer than a coarse clock, and samples on its grid', () => {
  const coarse = { ...honest, clockResolutionMs: 0.1 };
  expect(reasonOf(coarse)).toBe('finer-than-clock');
  const onGrid = {
    ...coarse,
    cells: honest.cells.map((cell) => ({
      ...cell,
      rounds: cell.rounds.map((round) => ({
        ...round,
        batchOfRuns: 7,
        samplesMs: round.samplesMs.map((sample) => Number((Math.round(sample * 70) / 70).toPrecision(6))),
      })),
    })),
  };
  expect(reasonOf(onGrid)).toBeNull();
});

test('a known model’s outputs are held against the reference that is kept', () => {
  const zoo: Submission = { ...honest, model: { ...honest.model, source: 'zoo', id: 'net' } };
  const known = (projection: number[] | null): KnownModels => ({
    find: () => ({ sha256: honest.model.sha256 }),
    referenceProjection: () => projection,
  });
  const right = Array.from({ length: 16 }, () => 0.5);
  expect(reasonOf(zoo, known(right))).toBeNull();
  expect(reasonOf(zoo, known(null))).toBeNull();
  expect(reasonOf(zoo, known(right.map((value) => value * 1.1)))).toBe('other-outputs');
  const without = { ...zoo, cells: zoo.cells.map((cell) => ({ ...cell, outputProjection: null })) };
  expect(reasonOf(without, known(right))).toBe('no-projection');
  const failed = { ...without, cells: without.cells.map((cell) => ({ ...cell, verdict: 'fail' as const })) };
  expect(reasonOf(failed, known(right))).toBeNull();
});

test('a phone with another maker’s graphics chip; a desktop may have one', () => {
  const device = anonymousDevice({ gpu: { vendor: 'apple', architecture: 'metal-3' } });
  expect(reasonOf({ ...honest, device }, knownModels, 'raspberry-pi-5')).toBe('device-has-another-gpu');
  expect(reasonOf({ ...honest, device }, knownModels, 'geforce-rtx-4070')).toBeNull();
});

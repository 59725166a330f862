import { describe, expect, it } from 'vitest';
import {
  failedCell,
  measuredCell,
  runDocument,
  wrongCell,
} from '../../../../tests/fixtures/run-documents.ts';
import { seededNormals } from '../statistics/seeded-normals.test-data.ts';
import { checkRegressions, hasRegressed, type RegressionCheck } from './regression-check.ts';
import type { Cell, RunDocument } from './run-document.ts';

const before = (cells: readonly Cell[], changes: Partial<RunDocument> = {}) =>
  runDocument(cells, { runId: 'before', ...changes });
const now = (cells: readonly Cell[], changes: Partial<RunDocument> = {}) =>
  runDocument(cells, { runId: 'now', ...changes });

function checked(check: RegressionCheck) {
  if (check.status !== 'checked') throw new Error(check.reason);
  return check;
}

describe('checkRegressions', () => {
  it('calls slower only what lies wholly above the limit', () => {
    const baseline = before([
      measuredCell('wasm-simd', [20, 20.2, 19.8]),
      measuredCell('wasm-threads', [5, 5.1, 4.9, 5.05]),
      measuredCell('webgpu', [1, 1.01, 0.99]),
      measuredCell('webgl', [3, 3.01, 2.99]),
    ]);
    const later = now([
      measuredCell('wasm-simd', [24, 24.2, 23.8]),
      measuredCell('wasm-threads', [5.4, 5.1, 5.6, 5.3]),
      measuredCell('webgpu', [0.9, 0.91, 0.89]),
      measuredCell('webgl', [3.01, 3, 3.02]),
    ]);
    const check = checked(checkRegressions(baseline, later, 0.05));
    expect(check.cells.map(({ verdict }) => verdict)).toEqual(['slower', 'open', 'faster', 'within']);
    const [slower, open] = check.cells;
    expect(slower?.ratio).toBeCloseTo(1.2, 3);
    expect(slower?.ciLow).toBeGreaterThan(1.05);
    // Four one-sided tests: the smallest p-value is held against 0.025/4, which is an interval of 98.75 %.
    expect(slower?.confidence).toBeCloseTo(0.9875, 9);
    expect(open?.ciLow).toBeLessThan(1.05);
    expect(open?.ciHigh).toBeGreaterThan(1.05);
    expect(hasRegressed(check)).toBe(true);
  });

  it('does not go by medians: twice as slow and yet unproven is no regression', () => {
    const check = checkRegressions(
      before([measuredCell('wasm-simd', [10, 10, 10])]),
      now([measuredCell('wasm-simd', [8, 20, 50])]),
      0.05,
    );
    expect(checked(check).cells[0]).toMatchObject({ verdict: 'open' });
    expect(checked(check).cells[0]?.ratio).toBeCloseTo(2, 6);
    expect(hasRegressed(check)).toBe(false);
  });

  it('names cells that lost their result, and does not blame a run that was stopped', () => {
    const baseline = before([
      measuredCell('wasm-simd', [2, 2, 2]),
      measuredCell('webgpu', [1, 1, 1]),
      measuredCell('webgl', [3, 3, 3]),
    ]);
    const later = now([
      measuredCell('wasm-simd', [2, 2, 2]),
      wrongCell('webgpu', [1, 1, 1]),
      failedCell('webgl', { kind: 'context-lost' }),
      measuredCell('wasm-threads', [1, 1, 1]),
    ]);
    const check = checked(checkRegressions(baseline, later, 0.05));
    expect(check.lost.map(({ reason }) => reason)).toEqual([
      'Its outputs are wrong now.',
      'The WebGL context was lost.',
    ]);
    expect(check.added).toEqual(['onnxruntime-web/wasm-threads/t4/b1/fp32']);
    expect(hasRegressed(check)).toBe(true);

    const stopped = now([measuredCell('wasm-simd', [2, 2, 2]), failedCell('webgpu', { kind: 'cancelled' })]);
    expect(hasRegressed(checkRegressions(baseline, stopped, 0.05))).toBe(false);
  });

  it('says what changed between the runs and within a cell', () => {
    const environment = before([]).environment;
    const cell = measuredCell('webgpu', [1, 1, 1]);
    const check = checked(
      checkRegressions(
        before([cell]),
        now(
          [
            {
              ...cell,
              engineVersion: '1.31.0',
              adapter: { vendor: 'nvidia', architecture: 'ampere', software: false },
            },
          ],
          {
            environment: { ...environment, browser: { family: 'Chromium', majorVersion: 157 } },
            appVersion: '0.2.0',
          },
        ),
        0.05,
      ),
    );
    expect(check.changes).toEqual([
      'the browser was Chromium 156 and is Chromium 157 now',
      'Inferometer was 0.1.0 and is 0.2.0 now',
    ]);
    expect(check.cells[0]?.changes).toEqual([
      'ONNX Runtime Web was 1.30.0 and is 1.31.0 now',
      'its graphics adapter was missing and is nvidia ampere now',
    ]);
  });

  const cells = [measuredCell('wasm-simd', [1, 1, 1])];
  it.each<[string, RunDocument, RegExp]>([
    [
      'another model',
      now(cells, { model: { ...now([]).model, sha256: 'cd'.repeat(32) } }),
      /different models/,
    ],
    ['another protocol', now(cells, { protocolVersion: 2 }), /versions 1 and 2/],
    ['itself', before(cells), /same run/],
    ['a run without a common cell', now([measuredCell('webgl', [1, 1, 1])]), /in common/],
    ['two rounds', now([measuredCell('wasm-simd', [1, 1])]), /under three rounds/],
  ])('refuses %s with the reason', (_what, later, words) => {
    const check = checkRegressions(before(cells), later, 0.05);
    expect(check.status === 'refused' && check.reason).toMatch(words);
    expect(hasRegressed(check)).toBe(false);
  });

  it('throws on a limit that is no share', () => {
    expect(() => checkRegressions(before(cells), now(cells), -0.1)).toThrow(RangeError);
  });
});

/**
 * What runs were simulated with: a median of a round is the cell's time × the session's factor × the round's. Factors
 * are log-normal with these spreads; on a disturbed machine one round in twenty takes 6 % longer, as when something else woke up.
 */
interface Noise {
  readonly rounds: number;
  readonly session: number;
  readonly round: number;
  /** Whether one round in twenty is disturbed. */
  readonly disturbed: boolean;
}
const surroundings: readonly (readonly [string, Noise])[] = [
  ['a calm machine, five rounds', { rounds: 5, session: 0.004, round: 0.01, disturbed: false }],
  ['an ordinary machine, ten rounds', { rounds: 10, session: 0.006, round: 0.02, disturbed: false }],
  ['a disturbed machine, ten rounds', { rounds: 10, session: 0.004, round: 0.012, disturbed: true }],
];
const repetitions = 200;
const backends = ['wasm-simd', 'wasm-threads', 'webgpu', 'webgl'] as const;
const timesMs = [40, 12, 3, 7];

function simulator({ rounds, session, round, disturbed }: Noise, seed: number) {
  const normal = seededNormals(seed);
  // A normal number serves for a coin: it lies above 1.6449 once in twenty times.
  const threshold = disturbed ? 1.6449 : Infinity;
  return (slower: readonly number[]): Cell[] =>
    backends.map((backend, index) => {
      const centreMs = (timesMs[index] ?? 1) * (slower[index] ?? 1) * Math.exp(session * normal());
      const medians = Array.from(
        { length: rounds },
        () => centreMs * Math.exp(round * normal()) * (normal() > threshold ? 1.06 : 1),
      );
      return measuredCell(backend, medians);
    });
}

describe('its decisions on simulated rounds', () => {
  it.each(surroundings)('pass an unchanged run at least 19 times in 20, on %s', (_name, noise) => {
    const cells = simulator(noise, 20_261_124);
    let alarms = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      if (hasRegressed(checkRegressions(before(cells([])), now(cells([])), 0.05))) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(repetitions / 20);
  });

  it.each(surroundings)('find 10 % in one of four cells at least 19 times in 20, on %s', (_name, noise) => {
    const cells = simulator(noise, 5);
    let found = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const check = checked(checkRegressions(before(cells([])), now(cells([1, 1.1, 1, 1])), 0.05));
      const slower = check.cells.filter(({ verdict }) => verdict === 'slower');
      if (slower.length === 1 && slower[0]?.id.includes('wasm-threads') === true) found++;
    }
    expect(found).toBeGreaterThanOrEqual((repetitions * 19) / 20);
  });

  it('pass what is slower by just the limit at least 39 times in 40', () => {
    const cells = simulator({ rounds: 5, session: 0, round: 0.02, disturbed: false }, 77);
    let alarms = 0;
    for (let repetition = 0; repetition < 500; repetition++) {
      if (hasRegressed(checkRegressions(before(cells([])), now(cells(timesMs.map(() => 1.05))), 0.05)))
        alarms++;
    }
    // Three standard errors of a share of 0.025 are 0.021.
    expect(alarms / 500).toBeLessThan(0.046);
  });
});

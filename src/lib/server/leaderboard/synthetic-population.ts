import { createHash } from 'node:crypto';
import { createRandom, type Random } from '#lib/core/protocol/random.ts';
import type { BackendId } from '#lib/core/results/ids.ts';
import { boardOf, boardText } from '#lib/core/results/submission-board.ts';
import type { AnonymousDevice } from '#lib/core/results/submission-device.ts';
import type { Submission, SubmittedCell, SubmittedModel } from '#lib/core/results/submission.ts';
import { countedCells } from './counted-cells.ts';
import type { NewResult } from './store.ts';
import { syntheticDevices, type SyntheticDevice } from './synthetic-devices.ts';

export interface SyntheticOptions {
  readonly seed: number;
  /** Cells of a result, 1 to 8. One gives the smallest documents that make sense, of about 2 kB. */
  readonly cells: number;
}

type SyntheticModel = { model: SubmittedModel; macs: number; share: number };

const models: readonly SyntheticModel[] = [
  syntheticModel('speech-embedding', 'shelf', 330_000, 1.2e6, 24),
  syntheticModel('image-classifier', 'shelf', 3_500_000, 3e8, 24),
  syntheticModel('object-detector', 'shelf', 6_900_000, 9e8, 14),
  syntheticModel('pose-estimator', 'shelf', 2_300_000, 2.4e8, 10),
  syntheticModel('sentence-embedding', 'shelf', 22_000_000, 2.8e9, 10),
  syntheticModel('segmenter', 'shelf', 1_000_000, 1.5e8, 8),
  syntheticModel('in-house ranker', 'own', 800_000, 5e7, 7),
  syntheticModel('thesis model', 'own', 5_000_000, 7e8, 3),
];

const configurations = (['onnxruntime-web', 'tfjs'] as const).flatMap((engine) =>
  (['webgpu', 'wasm-threads', 'wasm-simd', 'webgl'] as const).map((backend) => ({ engine, backend })),
);

/** How fast a backend gets, as a share of its processor's speed, and what each run costs besides. */
const backendEffects: Record<BackendId, { isGraphics: boolean; share: number; overheadMs: number }> = {
  webgpu: { isGraphics: true, share: 1, overheadMs: 1.5 },
  webgl: { isGraphics: true, share: 0.4, overheadMs: 3 },
  'wasm-threads': { isGraphics: false, share: 1, overheadMs: 0.3 },
  'wasm-simd': { isGraphics: false, share: 0.3, overheadMs: 0.05 },
};

/** Versions that are in use, and what share of time each takes of the newest's. */
const engineVersions: Record<
  'onnxruntime-web' | 'tfjs',
  readonly { share: number; engineVersion: string; slowness: number }[]
> = {
  'onnxruntime-web': [
    { share: 70, engineVersion: '1.30.0', slowness: 1 },
    { share: 30, engineVersion: '1.29.1', slowness: 1.25 },
  ],
  tfjs: [
    { share: 80, engineVersion: '4.22.0', slowness: 1 },
    { share: 20, engineVersion: '4.21.0', slowness: 1 },
  ],
};

const cheatShare = 0.01;
const returningShare = 0.05;
const labShare = 0.02;

/**
 * The result number `index` of a made-up crowd, always the same for one seed: classes of devices, effects of models and
 * backends, noise between devices, rounds and samples, outliers, people who come back, a few rigs and a few cheats
 * (those in quarantine, as the endpoint would put them).
 */
export function syntheticResult(index: number, { seed, cells: cellCount }: SyntheticOptions): NewResult {
  const own = createRandom(seed, 1, index);
  const isReturning = index > 0 && own.nextUniform() < returningShare;
  const submitter = isReturning ? own.nextBelow(index) : index;
  // All that belongs to the person and not to this run comes from the submitter's own stream.
  const person = createRandom(seed, 2, submitter);
  const kind = pick(person, syntheticDevices);
  const { model, macs } = pick(person, models);
  const device = deviceOf(kind, person);
  const catalogueDevice =
    person.nextUniform() < 0.6
      ? (kind.catalogueDevices[person.nextBelow(kind.catalogueDevices.length)] ?? null)
      : null;
  const personFactor = Math.exp(0.2 * person.nextNormal());
  // From a stream of its own, so that the rest of the population stays what it was.
  const chance = createRandom(seed, 3, submitter);
  const versions = {
    'onnxruntime-web': pick(chance, engineVersions['onnxruntime-web']),
    tfjs: pick(chance, engineVersions.tfjs),
  };
  const isCheat = own.nextUniform() < cheatShare;
  const first = cellCount < configurations.length ? person.nextBelow(configurations.length) : 0;
  const submission: Submission = {
    format: 'inferometer-submission',
    version: 1,
    protocolVersion: 1,
    appVersion: '0.1.0',
    resultId: digest('result', seed, index).slice(0, 32),
    deletionTokenSha256: digest('token-digest', seed, index),
    device,
    catalogueDevice,
    clockResolutionMs: 0.005,
    model,
    cells: [],
  };
  for (let offset = 0; offset < cellCount; offset += 1) {
    const configuration = configurations[(first + offset) % configurations.length] ?? configurations[0];
    if (configuration === undefined) break;
    const version = versions[configuration.engine];
    const effect = backendEffects[configuration.backend];
    const speed = effect.share * (effect.isGraphics ? kind.graphicsSpeed : kind.processorSpeed);
    const typicalMs = (effect.overheadMs + macs / speed) * personFactor * (isCheat ? 1e-3 : 1);
    const cell = cellOf(configuration, { ...version, typicalMs: typicalMs * version.slowness }, own);
    const board = boardOf(submission, cell);
    const slot = digest('slot', seed, submitter, board === null ? '' : boardText(board));
    submission.cells.push({ ...cell, slot });
  }
  return {
    submission,
    cells: countedCells(submission),
    bodySha256: digest('body', JSON.stringify(submission)),
    origin: person.nextUniform() < labShare ? { kind: 'lab', rig: 'synthetic-rig' } : { kind: 'crowd' },
    disposition: isCheat ? { status: 'quarantined', reason: 'synthetic-cheat' } : { status: 'public' },
    receivedDay: '2026-01-01',
    isSynthetic: true,
  };
}

function syntheticModel(
  name: string,
  source: SubmittedModel['source'],
  parameters: number,
  macs: number,
  share: number,
): SyntheticModel {
  return {
    macs,
    share,
    model: {
      sha256: digest('synthetic-model', name),
      source,
      id: source === 'own' ? null : `synthetic-${name}`,
      name: source === 'own' ? name : null,
      format: 'onnx',
      bytes: parameters * 4,
      precision: 'fp32',
      parameters,
      macs,
      operators: { Conv: 20, Relu: 19 },
      fed: [{ batch: 1, inputs: [{ dtype: 'float32', shape: [1, 3, 224, 224], rule: { kind: 'normal' } }] }],
    },
  };
}

/** Most browsers update themselves; a few come late, or never. */
const browserVersions = [...Array<number>(11).fill(149), 148, 148, 148, 148, 148, 147, 147, 146, 140];

function deviceOf(kind: SyntheticDevice, person: Random): AnonymousDevice {
  const family = kind.browsers[person.nextBelow(kind.browsers.length)] ?? 'other';
  const majorVersion = browserVersions[person.nextBelow(browserVersions.length)] ?? null;
  // The brand marks what `anonymise()` made of a real device; this one never was real.
  return {
    browser: { family, majorVersion },
    ...kind.device,
  } as AnonymousDevice;
}

function cellOf(
  { engine, backend }: (typeof configurations)[number],
  { engineVersion, typicalMs }: { engineVersion: string; typicalMs: number },
  random: Random,
): Omit<SubmittedCell, 'slot'> {
  const rounds = [1, 2, 3].map((round) => {
    const roundMs = typicalMs * Math.exp(0.03 * random.nextNormal());
    const samplesMs = Array.from({ length: 12 }, () => {
      const isOutlier = random.nextUniform() < 0.03;
      return rounded(roundMs * Math.exp(0.04 * random.nextNormal()) * (isOutlier ? 3 : 1));
    });
    return { round, batchOfRuns: 1, samplesTaken: samplesMs.length, samplesMs, flags: [] };
  });
  const cold = { runtimeMs: 210, sessionMs: rounded(typicalMs * 6), firstRunMs: rounded(typicalMs * 4) };
  const threads = backend === 'wasm-threads' ? 4 : 1;
  return {
    engine,
    engineVersion,
    backend,
    threads: { requested: threads, observed: threads },
    batch: 1,
    precision: 'fp32',
    options: {},
    rounds,
    cold,
    cached: null,
    verdict: backend === 'wasm-simd' && engine === 'onnxruntime-web' ? 'reference' : 'pass',
    outputProjection: null,
    flags: [],
  };
}

function rounded(durationMs: number): number {
  return Number(durationMs.toPrecision(5));
}

function pick<Item extends { share: number }>(random: Random, items: readonly Item[]): Item {
  const total = items.reduce((sum, { share }) => sum + share, 0);
  let place = random.nextUniform() * total;
  for (const item of items) {
    place -= item.share;
    if (place < 0) return item;
  }
  return items[0] as Item;
}

function digest(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

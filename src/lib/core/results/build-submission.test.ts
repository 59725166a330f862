import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { measuredCell, runDocument, unsupportedCell } from '../../../../tests/fixtures/run-documents.ts';
import { anonymousDevice } from '../../../../tests/fixtures/submissions.ts';
import { median, sortSamples } from '../statistics/samples.ts';
import { buildSubmission, sendableName, thin, type SubmissionChoices } from './build-submission.ts';
import type { RunDocument } from './run-document.ts';
import { submissionBytesLimit, submissionSchema } from './submission.ts';

const run = runDocument([
  measuredCell('wasm-simd', [4, 4.1, 4.2]),
  measuredCell('wasm-threads', [2, 2.1, 2.2]),
  unsupportedCell('webgpu', { kind: 'no-adapter' }),
]);

const device = anonymousDevice({
  gpu: { vendor: 'google', architecture: 'swiftshader' },
  softwareRendering: true,
});

function choices(changes: Partial<SubmissionChoices> = {}): SubmissionChoices {
  return {
    device,
    catalogueDevice: null,
    withModelName: false,
    resultId: 'a'.repeat(32),
    deletionTokenSha256: 'b'.repeat(64),
    slotOf: () => 'c'.repeat(64),
    ...changes,
  };
}

function built(document: RunDocument, changes: Partial<SubmissionChoices> = {}) {
  const outcome = buildSubmission(document, choices(changes));
  if (outcome.status !== 'built') throw new Error(JSON.stringify(outcome));
  return outcome;
}

test('holds the measured cells with their samples, and nothing of the others', () => {
  const { submission } = built(run);
  expect(v.is(submissionSchema, submission)).toBe(true);
  expect(submission.cells.map(({ backend }) => backend)).toEqual(['wasm-simd', 'wasm-threads']);
  expect(submission.cells[0]?.rounds[1]?.samplesMs).toHaveLength(21);
  expect(submission.model).toMatchObject({ source: 'own', id: null, name: null, operators: { Relu: 1 } });
});

test('the slot is asked for by board, and boards differ between cells', () => {
  const asked: string[] = [];
  built(run, {
    slotOf: (board) => {
      asked.push(board);
      return 'd'.repeat(64);
    },
  });
  expect(new Set(asked).size).toBe(2);
});

/** Puts a marker into every text of a document that is free text. */
function marked(value: unknown, marker: string, path: string): unknown {
  if (typeof value === 'string') return keptTexts.test(path) ? value : `${marker}${value}`;
  if (Array.isArray(value)) return value.map((each) => marked(each, marker, path));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      /\.operators$/.test(path) ? `${marker}${key}` : key,
      marked(each, marker, `${path}.${key}`),
    ]),
  );
}
/** Words of lists, ids and digests, which the schemas hold to their patterns. */
const keptTexts =
  /\.(format|appVersion|sha256|precision|dtype|kind|engine|engineVersion|backend|status|verdict|flags|formFactor|backends|preset)$/;

test('no file name, address, tensor name, operator of one’s own, message or browser text is in it', () => {
  for (const marker of ['secret-', 'https://host.example/', 'C:\\Users\\me\\', '<script>', 'Mozilla/5.0 ']) {
    const document = marked(run, marker, '') as RunDocument;
    expect(JSON.stringify(document)).toContain(JSON.stringify(marker).slice(1, -1));
    const { json } = built(document);
    expect(json).not.toContain(JSON.stringify(marker).slice(1, -1));
    expect(JSON.parse(json)).toMatchObject({ model: { operators: { other: 1 } } });
  }
});

test('a name is sent only when ticked, without its folder or address', () => {
  const named = { ...run, model: { ...run.model, name: 'https://host.example/a/My net-1.onnx' } };
  expect(built(named).submission.model.name).toBeNull();
  expect(built(named, { withModelName: true }).submission.model.name).toBe('My net-1.onnx');
  expect(sendableName('a, "quoted" model')).toBe('a, quoted model');
  expect(sendableName('<>')).toBeNull();
});

test('models of the shelf and the zoo go by their id', () => {
  for (const ref of ['zoo:some-net', 'zoo:some-net/int8', 'zoo:some-net@1/fp16', 'shelf:some-net']) {
    const document = { ...run, model: { ...run.model, ref } };
    const { model } = built(document, { withModelName: true }).submission;
    expect(model).toMatchObject({ source: ref.split(':')[0], id: 'some-net', name: null });
  }
});

test('a run without results has nothing to send', () => {
  const none = runDocument([unsupportedCell('webgpu', { kind: 'no-adapter' })]);
  expect(buildSubmission(none, choices())).toEqual({ status: 'nothing-measured' });
});

test('what no submission may hold is told apart', () => {
  const odd = { ...run, appVersion: 'v?' };
  expect(buildSubmission(odd, choices())).toEqual({ status: 'unfit', field: 'appVersion' });
});

test('a large run is thinned until it fits', () => {
  const cell = measuredCell(
    'wasm-simd',
    Array.from({ length: 10 }, () => 4),
  );
  const samplesMs = Array.from({ length: 200 }, (_, index) => 1.23456 + index / 1000);
  const rounds = cell.rounds.map((round, index) => ({ ...round, round: index + 1, samplesMs }));
  const cells = Array.from({ length: 60 }, (_, index) => ({ ...cell, id: String(index), rounds }));
  const { json, submission } = built(runDocument(cells));
  expect(json.length).toBeLessThanOrEqual(submissionBytesLimit);
  expect(submission.cells).toHaveLength(60);
  expect(submission.cells[0]?.rounds[0]).toMatchObject({ samplesTaken: 200 });
});

test('thinned samples keep order, ends and median', () => {
  const samples = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), {
    minLength: 1,
    maxLength: 400,
  });
  fc.assert(
    fc.property(samples, fc.integer({ min: 2, max: 200 }), (samplesMs, limit) => {
      const thinned = thin(samplesMs, limit);
      expect(thinned).toHaveLength(Math.min(limit, samplesMs.length));
      expect(Math.min(...thinned)).toBe(Math.min(...samplesMs));
      expect(Math.max(...thinned)).toBe(Math.max(...samplesMs));
      let from = 0;
      for (const value of thinned) {
        from = samplesMs.indexOf(value, from) + 1;
        expect(from).toBeGreaterThan(0);
      }
    }),
  );
  const even = Array.from({ length: 1001 }, (_, index) => index);
  expect(Math.abs(median(sortSamples(thin(even, 200))) - 500)).toBeLessThanOrEqual(3);
});

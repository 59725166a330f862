import { afterEach, expect, test, vi } from 'vitest';
import { inspectInWorker } from './inspect-in-worker.ts';
import { loadFiles } from './load-files.ts';
import { loadUrl } from './load-url.ts';
import { identityBytes, modelWithExternalData } from './small-models.test-data.ts';

afterEach(() => vi.restoreAllMocks());

test('reads a model and its external data in a worker', async () => {
  const bytes = modelWithExternalData(
    { location: 'w.bin', offset: 0, length: 16 },
    { location: 'w.bin', offset: 16, length: null },
  );
  // Whole files are read in the worker only.
  const readHere = vi.spyOn(Blob.prototype, 'arrayBuffer');
  const outcome = await loadFiles([
    { name: 'model/net.onnx', blob: new File([bytes], 'net.onnx') },
    { name: 'model/w.bin', blob: new File([new Uint8Array(32)], 'w.bin') },
  ]);
  expect(readHere).not.toHaveBeenCalled();
  if (outcome.status !== 'loaded') throw new Error(outcome.message);
  const { model } = outcome;
  expect(model.files.map((file) => file.name)).toEqual(['net.onnx', 'w.bin']);
  expect(model.description?.operators).toEqual({ Identity: 1 });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  expect(model.ref).toBe(`file:${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
});

test('explains what is no model', async () => {
  const outcome = await loadFiles([{ name: 'net.onnx', blob: new Blob(['hello there, this is text']) }]);
  expect(outcome).toMatchObject({ status: 'problem', problem: { kind: 'unreadable' } });
});

test('a cancelled inspection ends at once', async () => {
  const cancel = new AbortController();
  const outcome = inspectInWorker(new Blob([identityBytes()]), cancel.signal);
  cancel.abort();
  expect(await outcome).toEqual({ status: 'cancelled' });
});

test('downloads from the site that the page came from, and reads what arrives in a worker', async () => {
  const received: number[] = [];
  const outcome = await loadUrl(new URL(import.meta.url).pathname, {
    onProgress: (progress) => progress.step === 'downloading' && received.push(progress.receivedBytes),
  });
  // This very file: a text.
  expect(outcome).toMatchObject({
    problem: { kind: 'unreadable', detail: 'This is a text file, not an ONNX model.' },
  });
  expect(received.at(-1)).toBeGreaterThan(1000);
});

test('cannot tell a server that refuses from one that is not there', async () => {
  // Nothing listens on port 9 of this machine.
  const outcome = await loadUrl('http://127.0.0.1:9/net.onnx');
  expect(outcome).toMatchObject({ problem: { kind: 'refused-or-unreachable' } });
});

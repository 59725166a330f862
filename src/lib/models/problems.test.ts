import { expect, test } from 'vitest';
import { explainProblem } from './problems.ts';

test('names the host that could not be read, and what to do', () => {
  const address = 'https://models.example/net.onnx';
  expect(explainProblem({ kind: 'refused-or-unreachable', address })).toBe(
    'Nothing could be read from models.example: it is unreachable, or it does not allow other sites to read its files (CORS). Download the file and drop it here instead.',
  );
});

test('gives the address of the file for a page about it', () => {
  const address = 'https://huggingface.co/owner/repo/blob/main/net.onnx';
  for (const problem of [
    { kind: 'refused-or-unreachable', address },
    { kind: 'web-page', address },
    { kind: 'http-status', address, status: 404 },
  ] as const)
    expect(explainProblem(problem)).toMatch(/the file itself is at \S+\/resolve\/main\/net\.onnx$/);
});

test('shortens long lists and tells sizes', () => {
  expect(explainProblem({ kind: 'no-model-among-files', files: ['a', 'b', 'c', 'd', 'e', 'f'] })).toContain(
    '(a, b, c, d and 2 more)',
  );
  expect(
    explainProblem({
      kind: 'download-cut',
      address: 'https://models.example/n',
      receivedBytes: 1500,
      expectedBytes: 2_000_000,
    }),
  ).toBe('The download from models.example broke off after 1.5 kB of 2 MB. Try again.');
});

test.each([
  [401, 'Download the file'],
  [404, 'has no file at'],
  [429, 'asks to wait'],
  [503, 'Try again later'],
  [418, 'answered 418'],
])('explains the answer %i', (status, part) => {
  expect(explainProblem({ kind: 'http-status', address: 'https://models.example/n', status })).toContain(
    part,
  );
});

test('says one file and several files differently', () => {
  const missing = (names: string[]) =>
    explainProblem({ kind: 'missing-external-data', name: 'net.onnx', missing: names });
  expect(missing(['w.bin'])).toContain('this file');
  expect(missing(['w.bin', 'v.bin'])).toContain('these files');
});

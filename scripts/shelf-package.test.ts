import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { extractFile, fileSha256, matchesIntegrity } from './shelf-package.ts';

let root = '';
let tarball = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'inferometer-package-'));
  await mkdir(join(root, 'package/dist'), { recursive: true });
  await writeFile(join(root, 'package/dist/model.onnx'), 'weights');
  tarball = join(root, 'package.tgz');
  execFileSync('tar', ['-czf', tarball, '-C', root, 'package']);
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('a tampered tarball is refused', async () => {
  const bytes = await readFile(tarball);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  expect(await matchesIntegrity([bytes], integrity)).toBe(true);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  expect(await matchesIntegrity([bytes], integrity)).toBe(false);
  expect(await matchesIntegrity([bytes], `sha1-${createHash('sha1').update(bytes).digest('base64')}`)).toBe(
    false,
  );
});

test('extracts the one file', async () => {
  const destination = join(root, 'out.onnx');
  expect(await extractFile(tarball, 'package/dist/model.onnx', destination)).toBeUndefined();
  expect(await readFile(destination, 'utf8')).toBe('weights');
  expect(await fileSha256(destination)).toBe(createHash('sha256').update('weights').digest('hex'));
});

test('says what a package lacks', async () => {
  expect(await extractFile(tarball, 'package/absent.onnx', join(root, 'out'))).toContain(
    'package/absent.onnx',
  );
});

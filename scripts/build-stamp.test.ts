import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildStamp } from './build-stamp.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'inferometer-stamp-'));
  await mkdir(join(root, 'src'));
  await writeFile(join(root, 'src/page.ts'), 'one');
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('follows content, names and absence, not the time', async () => {
  const first = await buildStamp(root);
  await utimes(join(root, 'src/page.ts'), 1, 1);
  expect(await buildStamp(root)).toBe(first);
  await writeFile(join(root, 'src/page.ts'), 'two');
  const second = await buildStamp(root);
  expect(second).not.toBe(first);
  await writeFile(join(root, 'src/more.ts'), '');
  expect(await buildStamp(root)).not.toBe(second);
  await rm(join(root, 'src/more.ts'));
  expect(await buildStamp(root)).toBe(second);
});

test('follows the time of large files', async () => {
  const path = join(root, 'src/model.onnx');
  await writeFile(path, Buffer.alloc(1_000_001));
  await utimes(path, 1, 1);
  const first = await buildStamp(root);
  await utimes(path, 2, 2);
  expect(await buildStamp(root)).not.toBe(first);
});

test('does not follow tests', async () => {
  const first = await buildStamp(root);
  await writeFile(join(root, 'src/page.test.ts'), 'x');
  expect(await buildStamp(root)).toBe(first);
});

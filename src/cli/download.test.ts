import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadModel, type DownloadOptions } from './download.ts';
import { modelOf } from './small-models.test-data.ts';

let server: Server;
let site = '';
let folder = '';
let asked: string[] = [];

const answers: Record<string, RequestListener> = {
  '/models/add.onnx': (_, response) => response.end(modelOf('Add')),
  '/models/add': (_, response) => response.end(modelOf('Add')),
  '/models/heavy.onnx': (_, response) =>
    response.end(modelOf('Add', { location: 'sub dir/w.bin', offset: 0, length: 16 })),
  '/models/sub%20dir/w.bin': (_, response) => response.end(Buffer.alloc(16)),
  '/models/lacking.onnx': (_, response) =>
    response.end(modelOf('Add', { location: 'gone.bin', offset: 0, length: 16 })),
  '/models/curious.onnx': (_, response) =>
    response.end(modelOf('Add', { location: '../secret.bin', offset: 0, length: 16 })),
  '/page.onnx': (_, response) => response.end('<!doctype html><title>A model</title>'),
  '/empty.onnx': (_, response) => response.end(),
  '/cut.onnx': (_, response) => {
    response.writeHead(200, { 'content-length': '1000000' });
    response.write(modelOf('Add'), () => response.destroy());
  },
  '/silent.onnx': () => undefined,
  '/stopping.onnx': (_, response) => {
    response.writeHead(200, { 'content-length': '1000000' });
    response.write(modelOf('Add'));
  },
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inferometer-download-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[request.url ?? ''];
    if (answer !== undefined) return answer(request, response);
    response.writeHead(404);
    return response.end('no such file');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

function download(path: string, changes: Partial<DownloadOptions> = {}): ReturnType<typeof downloadModel> {
  return downloadModel(`${site}${path}`, {
    folder,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    silenceLimitMs: 5000,
    ...changes,
  });
}

describe('downloadModel', () => {
  it('keeps the bytes, and names the file by its contents where the address does not', async () => {
    const texts: string[] = [];
    const found = await download('/models/add', { onProgress: (text) => texts.push(text) });
    expect(found).toMatchObject({ status: 'valid', value: [{ name: 'add.onnx' }] });
    const path = found.status === 'valid' ? (found.value[0]?.path ?? '') : '';
    expect(new Uint8Array(await readFile(path))).toEqual(modelOf('Add'));
    expect(texts.at(-1)).toMatch(/^Downloading from 127\.0\.0\.1:\d+: 0\.0 of 0\.0 MB$/);
  });

  it('fetches the weights that lie beside the model', async () => {
    const found = await download('/models/heavy.onnx');
    expect(found).toMatchObject({
      status: 'valid',
      value: [{ name: 'heavy.onnx' }, { name: 'sub dir/w.bin' }],
    });
    expect(asked).toEqual(['/models/heavy.onnx', '/models/sub%20dir/w.bin']);
  });

  it('asks for nothing outside the folder of the model', async () => {
    expect(await download('/models/curious.onnx')).toMatchObject({ status: 'refused' });
    expect(asked).toEqual(['/models/curious.onnx']);
  });

  it.each([
    ['/absent.onnx', 'answered with status 404: there is no such file.'],
    ['/page.onnx', 'This is a web page, not a model.'],
    ['/empty.onnx', 'The file is empty.'],
    ['/cut.onnx', 'broke off after'],
    ['/models/lacking.onnx', 'keeps weights in gone.bin beside it.'],
  ])('refuses %s with a sentence', async (path, sentence) => {
    expect(await download(path)).toEqual({ status: 'refused', message: expect.stringContaining(sentence) });
  });

  it.each([
    ['/silent.onnx', 'did not answer within 0.2 seconds.'],
    ['/stopping.onnx', 'stopped sending'],
  ])('does not wait for ever for %s', async (path, sentence) => {
    const message = expect.stringContaining(sentence);
    expect(await download(path, { silenceLimitMs: 200 })).toEqual({ status: 'refused', message });
  });

  it('says that a machine refuses the connection', async () => {
    const address = site;
    await new Promise((resolve) => server.close(resolve));
    site = address;
    expect(await download('/models/add.onnx')).toEqual({
      status: 'refused',
      message: expect.stringContaining('it refused the connection'),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    const going = download('/silent.onnx', { signal: controller.signal });
    controller.abort();
    expect(await going).toEqual({ status: 'refused', message: 'The download was cancelled.' });
  });
});

import { expect, test } from 'vitest';
import { fileAddress, fileNameOf, isInsecure, parseAddress } from './addresses.ts';

const site = 'https://bench.example/';

test.each([
  ['https://models.example/a/net.onnx?download=true', 'https://models.example/a/net.onnx?download=true'],
  ['HTTP://models.example/net.onnx', 'http://models.example/net.onnx'],
  ['/models/net.onnx', 'https://bench.example/models/net.onnx'],
  ['./net.onnx', 'https://bench.example/net.onnx'],
])('%s is read from %s', (text, address) => {
  expect(parseAddress(text, site)?.href).toBe(address);
});

test.each([
  '',
  'models.example/net.onnx',
  '//models.example/net.onnx',
  'ftp://models.example/net.onnx',
  'file:///net.onnx',
  'javascript:alert(1)',
  'data:,x',
  'https://',
  'https://user:secret@models.example/net.onnx',
])('refuses %j', (text) => {
  expect(parseAddress(text, site)).toBeNull();
});

test('a path needs a site to be a path of', () => {
  expect(parseAddress('/net.onnx', null)).toBeNull();
});

test.each([
  ['http://models.example/net.onnx', site, true],
  ['http://models.example/net.onnx', 'http://localhost:3000/', true],
  ['http://127.0.0.1.example/net.onnx', site, true],
  ['http://127.0.0.1:8000/net.onnx', site, false],
  ['http://localhost:8000/net.onnx', site, false],
  ['https://models.example/net.onnx', site, false],
  ['http://lab.example/net.onnx', 'http://lab.example/', false],
  ['http://models.example/net.onnx', null, false],
])('whether %s is kept from a page of %s: %s', (address, siteRoot, isKept) => {
  expect(isInsecure(new URL(address), siteRoot)).toBe(isKept);
});

test('shows no character in a name that turns its direction around', () => {
  expect(fileNameOf(new URL('https://models.example/net%E2%80%AExnno.exe'))).toBe('net\uFFFDxnno.exe');
});

test('names a model after the last part of its address', () => {
  expect(fileNameOf(new URL('https://models.example/a/two%20words.onnx?x=1'))).toBe('two words.onnx');
  expect(fileNameOf(new URL('https://models.example/100%/'))).toBe('100%');
  expect(fileNameOf(new URL('https://models.example/'))).toBe('models.example');
});

test.each([
  [
    'https://github.com/owner/repo/blob/main/a/net.onnx',
    'https://raw.githubusercontent.com/owner/repo/main/a/net.onnx',
  ],
  [
    'https://huggingface.co/owner/repo/blob/main/onnx/net.onnx',
    'https://huggingface.co/owner/repo/resolve/main/onnx/net.onnx',
  ],
  ['https://gitlab.com/owner/repo/-/blob/main/net.onnx', 'https://gitlab.com/owner/repo/-/raw/main/net.onnx'],
])('knows where the file of %s lies', (page, file) => {
  expect(fileAddress(page)).toBe(file);
});

test.each([
  'https://huggingface.co/owner/repo/resolve/main/net.onnx',
  'https://models.example/a/b/blob/net.onnx',
  'https://github.com/owner/blob',
  '/models/net.onnx',
])('knows nothing better than %s', (address) => {
  expect(fileAddress(address)).toBeNull();
});

import { expect, test } from 'vitest';
import { fileAddress, fileNameOf, isMixedContent, parseAddress } from './addresses.ts';

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

test('a page over https reads http only from its own machine', () => {
  expect(isMixedContent(new URL('http://models.example/net.onnx'), site)).toBe(true);
  expect(isMixedContent(new URL('http://127.0.0.1:8000/net.onnx'), site)).toBe(false);
  expect(isMixedContent(new URL('http://models.example/net.onnx'), 'http://localhost:3000/')).toBe(false);
  expect(isMixedContent(new URL('https://models.example/net.onnx'), site)).toBe(false);
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

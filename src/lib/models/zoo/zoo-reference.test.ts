import { expect, test } from 'vitest';
import { suites, zooIds } from './catalogue.ts';
import { formatSuiteReference, formatZooReference, parseZooReference } from './zoo-reference.ts';

test.each([
  ['zoo:resnet50-v1', { status: 'model', id: 'resnet50-v1', precision: 'fp32' }],
  ['zoo:resnet50-v1/fp32', { status: 'model', id: 'resnet50-v1', precision: 'fp32' }],
  ['zoo:resnet50-v1/fp16', { status: 'model', id: 'resnet50-v1', precision: 'fp16' }],
  ['zoo:bert-base-squad@1', { status: 'model', id: 'bert-base-squad', precision: 'fp32' }],
  ['zoo:bert-base-squad@1/int8', { status: 'model', id: 'bert-base-squad', precision: 'int8' }],
  ['zoo:suite/dnn-bench', { status: 'suite', suite: { id: 'dnn-bench' } }],
])('%s', (ref, meaning) => {
  expect(parseZooReference(ref)).toMatchObject(meaning);
});

test('what is no zoo name is left to others', () => {
  expect(parseZooReference('shelf:u2netp')).toBeNull();
  expect(parseZooReference('resnet50-v1')).toBeNull();
});

test.each([
  ['zoo:resnet50', 'zoo:resnet50-v1', 'The zoo has no model “zoo:resnet50”; did you mean “zoo:resnet50-v1”?'],
  ['zoo:mobilnet-v2/fp16', 'zoo:mobilenet-v2', 'did you mean “zoo:mobilenet-v2”?'],
  ['zoo:suite/quik', 'zoo:suite/quick', 'The zoo has no suite “zoo:suite/quik”; did you mean'],
  ['zoo:suite/', null, 'The zoo has no suite “zoo:suite/”.'],
  ['zoo:', null, 'The zoo has no model “zoo:”.'],
  ['zoo:xyzzy/b/c', null, 'The zoo has no model “zoo:xyzzy/b/c”.'],
  ['zoo:resnet50-v1/int8', 'zoo:resnet50-v1', 'ResNet-50 can be built in fp32 and fp16, not in int8.'],
  ['zoo:resnet50-v1@7', 'zoo:resnet50-v1', 'is at version 1 here'],
])('%s is unknown', (ref, nearest, sentence) => {
  const parsed = parseZooReference(ref);
  expect(parsed).toMatchObject({ status: 'unknown', nearest });
  expect(parsed?.status === 'unknown' && parsed.message).toContain(sentence);
});

test('every name that is written can be read', () => {
  for (const id of zooIds)
    expect(parseZooReference(formatZooReference({ id, precision: 'fp32' }))).toEqual({
      status: 'model',
      id,
      precision: 'fp32',
    });
  for (const suite of suites)
    expect(parseZooReference(formatSuiteReference(suite))).toEqual({ status: 'suite', suite });
});

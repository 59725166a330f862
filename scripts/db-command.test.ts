import { expect, test } from 'vitest';
import { readDatabaseCommand } from './db-command.ts';

const read = (words: string) => readDatabaseCommand(words === '' ? [] : words.split(' '));

test.each([
  ['migrate', { kind: 'migrate' }],
  ['verify', { kind: 'verify' }],
  ['backup b.gz', { kind: 'backup', file: 'b.gz' }],
  ['restore b.gz', { kind: 'restore', file: 'b.gz' }],
  ['seed --results 500', { kind: 'seed', results: 500, seed: 1, cells: 8 }],
  ['seed --cells 1 --results 5 --seed 9', { kind: 'seed', results: 5, seed: 9, cells: 1 }],
  ['rig add shelf-a', { kind: 'rig-add', name: 'shelf-a' }],
  ['quarantine list', { kind: 'quarantine-list' }],
  ['quarantine release abc', { kind: 'quarantine-release', id: 'abc' }],
  ['quarantine remove abc', { kind: 'quarantine-remove', id: 'abc' }],
  ['--help', { kind: 'help' }],
])('%s', (words, command) => expect(read(words)).toEqual({ status: 'read', command }));

test.each([
  ['', 'What shall be done?'],
  ['verfy', 'did you mean verify?'],
  ['backup', 'takes the name of one file'],
  ['seed', '--results says'],
  ['seed --results -4', '--results takes a whole number'],
  ['seed --results 4 --cells 9', '--cells is 1 to 8'],
  ['seed --result 4', 'did you mean --results?'],
  ['rig add "A B"', 'It is rig add NAME'],
  ['rig add A_B', 'small letters'],
  ['quarantine release', 'It is quarantine list'],
])('refuses "%s"', (words, message) => {
  const outcome = read(words);
  expect(outcome.status === 'wrong' ? outcome.message : '').toContain(message);
});

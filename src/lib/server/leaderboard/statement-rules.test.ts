import { expect, test } from 'vitest';
import { faultOfStatement } from './statement-rules.ts';

test.each([
  ['create table "bins" ("bin" integer, primary key ("bin"))', 'has a key without board_key'],
  ['create table "extra" ("id" text primary key)', 'creates a table that is spread by nothing'],
  ['create table "rigs" ("id" text, "name" text unique, primary key ("id"))', 'has a unique column'],
  ['create unique index "x" on "rigs" ("name")', 'adds a unique index'],
  ['create trigger x after insert on results', 'uses what distributed databases lack'],
  ['select * from "dirty" for update', 'locks rows that may lie on several nodes'],
  [
    'insert into "dirty" ("board_key") values ($1) on conflict ("board_key") do update set "mark" = gen_random_uuid()',
    'is volatile in ON CONFLICT DO UPDATE',
  ],
  [
    'insert into "bins" ("bin") values ($1) on conflict ("bin") do nothing',
    'looks for conflicts by other columns than those of a key',
  ],
  ['delete from "entries" where "slot" = $1', 'changes rows of every node'],
])('%s', (sql, fault) => expect(faultOfStatement(sql)).toBe(fault));

test('has nothing against what is fine', () => {
  expect(faultOfStatement('delete from "entries" where "board_key" = $1')).toBeNull();
  expect(faultOfStatement('create table "rigs" ("id" text, constraint "k" primary key ("id"))')).toBeNull();
});

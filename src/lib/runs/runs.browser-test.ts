import { deleteDB } from 'idb';
import { beforeEach, expect, it } from 'vitest';
import { measuredCell, runDocument } from '../../../tests/fixtures/run-documents.ts';
import { databaseName } from './database.ts';
import {
  discardInterruptedRun,
  listInterruptedRuns,
  runLockName,
  saveInterruptedRun,
} from './interrupted-runs.ts';
import {
  deleteAllKeptRuns,
  deleteKeptRun,
  importRuns,
  keepInterruptedRun,
  keepRun,
  labelKeptRun,
  listKeptRuns,
  readAllKeptRuns,
  readKeptRun,
} from './kept-runs.ts';
import { finishedRounds, type InterruptedRun } from './stored-run.ts';

const document = (runId: string, startedAt = '2026-11-22T12:00:00.000Z') =>
  runDocument([measuredCell('wasm-simd', [1, 1.1])], { runId, startedAt });

const interrupted = (runId: string): InterruptedRun => ({
  runId,
  document: document(runId),
  checks: {},
  round: 3,
  order: [],
});

async function idsOf(list: typeof listKeptRuns | typeof listInterruptedRuns): Promise<string[]> {
  const stored = await list();
  if (stored.status === 'refused') throw new Error(stored.reason);
  return stored.value.map(({ runId }) => runId);
}

// Deleting also closes the connection under the code, as “clear site data” does.
beforeEach(() => deleteDB(databaseName));

it('keeps runs, newest first, with a name and notes that can be changed', async () => {
  await keepRun(document('old', '2026-11-20T12:00:00.000Z'));
  await keepRun(document('new', '2026-11-22T12:00:00.000Z'));
  await keepRun(document('middle', '2026-11-21T12:00:00.000Z'));
  expect(await idsOf(listKeptRuns)).toEqual(['new', 'middle', 'old']);
  await labelKeptRun('old', { name: 'Before', notes: 'on battery' });
  const all = await readAllKeptRuns();
  expect(all).toMatchObject({
    status: 'stored',
    value: [{}, {}, { document: { runId: 'old' }, label: { name: 'Before', notes: 'on battery' } }],
  });
  expect(await readKeptRun('middle')).toEqual({
    status: 'stored',
    value: document('middle', '2026-11-21T12:00:00.000Z'),
  });
});

it('deletes one run, then all, with their documents', async () => {
  for (const id of ['a', 'b', 'c']) await keepRun(document(id));
  await deleteKeptRun('b');
  expect((await idsOf(listKeptRuns)).toSorted()).toEqual(['a', 'c']);
  expect(await readKeptRun('b')).toEqual({ status: 'stored', value: null });
  await deleteAllKeptRuns();
  expect(await idsOf(listKeptRuns)).toEqual([]);
  expect(await readKeptRun('a')).toEqual({ status: 'stored', value: null });
});

it('adds runs from a file once, and leaves those that are there as they are', async () => {
  await keepRun(document('here'));
  await labelKeptRun('here', { name: 'Mine', notes: '' });
  const label = { name: 'Theirs', notes: 'from a phone' };
  const runs = [document('here'), document('there'), document('there')].map((each) => ({
    document: each,
    label,
  }));
  expect(await importRuns(runs)).toEqual({ status: 'stored', value: { added: 1, known: 2 } });
  const stored = await listKeptRuns();
  const names = stored.status === 'stored' ? stored.value.map(({ name }) => name).toSorted() : [];
  expect(names).toEqual(['Mine', 'Theirs']);
});

it('offers interrupted runs until they are finished, discarded, or measured by a tab', async () => {
  for (const id of ['finished', 'discarded', 'measured', 'left']) await saveInterruptedRun(interrupted(id));
  await keepRun(document('finished'));
  await discardInterruptedRun('discarded');
  let release = () => {};
  await new Promise<void>((granted) => {
    void navigator.locks.request(runLockName('measured'), () => {
      granted();
      return new Promise<void>((resolve) => (release = resolve));
    });
  });
  expect(await idsOf(listInterruptedRuns)).toEqual(['left']);
  release();
  await expect.poll(async () => (await idsOf(listInterruptedRuns)).toSorted()).toEqual(['left', 'measured']);
});

it('keeps what an interrupted run had measured, unless another tab has finished it', async () => {
  for (const id of ['ended', 'finished']) await saveInterruptedRun(interrupted(id));
  expect(await keepInterruptedRun('ended')).toEqual({ status: 'stored', value: document('ended') });
  await keepRun(document('finished', '2026-11-23T12:00:00.000Z'));
  expect(await keepInterruptedRun('finished')).toEqual({ status: 'stored', value: null });
  expect(await idsOf(listKeptRuns)).toEqual(['finished', 'ended']);
  expect(await idsOf(listInterruptedRuns)).toEqual([]);
});

it('counts the rounds that every cell has behind it', () => {
  const late = measuredCell('webgl', [2]);
  const run = runDocument([measuredCell('wasm-simd', [1, 1.1]), late]);
  expect(finishedRounds({ ...interrupted('x'), document: run })).toBe(1);
});

it('goes on after its data was deleted under it', async () => {
  await keepRun(document('before'));
  await deleteDB(databaseName);
  expect(await keepRun(document('after'))).toEqual({ status: 'stored', value: undefined });
  expect(await idsOf(listKeptRuns)).toEqual(['after']);
});

import type { AskedBoards, BoardChoices, BoardEntry, VersionHistory } from '#lib/core/results/board-entry.ts';
import { compareCrowds } from '#lib/core/results/compare-crowds.ts';
import type { Service } from '../api/service.ts';
import { entriesOf } from './entries.ts';
import { findModel } from './find-model.ts';
import { namedChoices, noChoices } from './model-page.ts';
import { lostDatabase, shown, type PageOutcome } from './page-outcome.ts';
import { readPageAddress, rowParameters } from './read-address.ts';
import { choicesOf, statsOf } from './of-epoch.ts';
import { compareVersions } from './version-order.ts';

export interface VersionsData {
  readonly asked: AskedBoards;
  readonly title: string;
  readonly reference: string;
  readonly choices: BoardChoices;
  readonly histories: readonly VersionHistory[];
  readonly synthetic: boolean;
}

/** A model's boards that are looked through, the fastest first. */
const boardsLimit = 200;
const parameters = rowParameters.filter((name) => name !== 'engine-version' && name !== 'cursor');

/** `/leaderboard/models/…/versions`: whether newer versions of an engine got faster or slower. */
export async function versionsPage(
  service: Service,
  reference: string,
  url: URL,
): Promise<PageOutcome<VersionsData>> {
  const read = readPageAddress(url, parameters);
  if (read.status !== 'read') return read;
  const { store } = service;
  const { origin, cohort, filters } = read.query;
  const [found, stats] = await Promise.all([findModel(store, origin, reference), statsOf(store)]);
  if (found.status !== 'found') return found;
  if (stats.status !== 'known') return lostDatabase;
  const { model, title } = found;
  const about = { asked: { origin, cohort, filters }, title, reference, synthetic: stats.synthetic };
  if (model === null) return shown({ ...about, choices: noChoices, histories: [] });
  const [boards, choices] = await Promise.all([
    store.boards({ ...read.query, modelSha256: model.sha256, limit: boardsLimit }),
    choicesOf(store, { origin, modelSha256: model.sha256 }),
  ]);
  if (boards.status !== 'listed' || choices.status !== 'known') return lostDatabase;
  const rows = new Map<string, (typeof boards.rows)[number][]>();
  for (const row of boards.rows) {
    const { engine, backend, threads, batch, precision, shapes, options, protocolVersion } = row.board;
    const facts = [engine, backend, threads, batch, precision, shapes, options, protocolVersion, row.cohort];
    const name = JSON.stringify(facts);
    rows.set(name, [...(rows.get(name) ?? []), row]);
  }
  const several = [...rows.values()].filter((ofOne) => ofOne.length > 1);
  const listed = await entriesOf(store, several.flat());
  if (listed.status !== 'listed') return lostDatabase;
  return shown({
    ...about,
    choices: namedChoices(service, choices.choices),
    histories: historiesOf(
      several.map((ofOne) => ofOne.map(({ board }) => board.key)),
      listed.entries,
    ),
  });
}

/** Holm's correction spans all changes of the page. */
function historiesOf(groups: readonly (readonly string[])[], all: readonly BoardEntry[]): VersionHistory[] {
  const byKey = new Map(all.map((entry) => [entry.key, entry]));
  const inOrder = groups.map((keys) =>
    keys
      .flatMap((key) => byKey.get(key) ?? [])
      .sort((a, b) => compareVersions(a.engineVersion, b.engineVersion)),
  );
  const changes = compareCrowds(
    inOrder.flatMap((entries) =>
      entries.slice(1).flatMap((newer, index) => {
        const older = entries[index];
        return older === undefined ? [] : [{ a: newer.latencyMs, b: older.latencyMs }];
      }),
    ),
  ).values();
  return inOrder.map((entries) => ({
    entries,
    changes: entries.slice(1).flatMap(() => changes.next().value ?? []),
  }));
}

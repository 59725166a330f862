import type { ModelLink } from '#lib/core/results/board-entry.ts';
import { shelf } from '#lib/models/shelf.ts';
import { zoo } from '#lib/models/zoo/catalogue.ts';
import type { ModelRow } from '../leaderboard/store.ts';

const known: readonly { readonly id: string; readonly title: string; readonly task: string }[] = [
  ...shelf,
  ...zoo,
];

/** A model that this site offers, by its id or (of the shelf) its digest; null for all others. */
export function offeredModel(reference: string): { id: string; title: string; task: string } | null {
  const id = shelf.find(({ file }) => file.sha256 === reference)?.id ?? reference;
  return known.find((model) => model.id === id) ?? null;
}

/** Digests of one id are told apart by their digest, which is then the reference too. */
export function modelLinks(rows: readonly ModelRow[]): ModelLink[] {
  const byId = Map.groupBy(rows, ({ id }) => id);
  return rows.map((row): ModelLink => {
    const { sha256, id, name, boards, submitters } = row;
    const title =
      name ?? (id === null ? null : (offeredModel(id)?.title ?? id)) ?? `Model ${sha256.slice(0, 12)}`;
    const isOneOfSeveral = id !== null && (byId.get(id)?.length ?? 0) > 1;
    const isReference = id !== null && !isOneOfSeveral;
    return {
      title: isOneOfSeveral ? `${title} (${sha256.slice(0, 8)})` : title,
      reference: isReference ? id : sha256,
      sha256,
      boards,
      submitters,
    };
  });
}

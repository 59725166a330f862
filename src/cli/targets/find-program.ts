import { statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of some programs that is on the path, or in one of the other places given in full; null without any. */
export function findProgram(names: readonly string[], otherPlaces: readonly string[] = []): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  return [...onPath, ...otherPlaces].find(isFile) ?? null;
}

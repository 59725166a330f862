/** A crowd's cohort is shown from this many distinct submitters on. */
export const fewestShown = 5;
/** Tails and intervals need this many. */
export const fewestForTails = 20;

/**
 * Which of the groups that together make up a shown crowd may be shown themselves: those of at least five. What remains
 * when all shown groups are subtracted from the whole is a group as well; where it would be one to four, the smallest
 * shown group is held back too (complementary suppression: Willenborg & de Waal, "Elements of Statistical Disclosure
 * Control", 2001, chapter 4).
 * @param counts submitters by group; groups without any are ignored
 */
export function shownGroups(counts: ReadonlyMap<string, number>): Set<string> {
  const shown = new Set([...counts].filter(([, count]) => count >= fewestShown).map(([name]) => name));
  suppressComplement(counts, shown);
  return shown;
}

/**
 * The same for groups that lie in larger ones (architectures in vendors): neither the whole nor any larger group may
 * give away a small rest.
 * @param outerOf the larger group that a group lies in
 */
export function shownNestedGroups(
  counts: ReadonlyMap<string, number>,
  outerOf: (group: string) => string,
): Set<string> {
  const shown = shownGroups(counts);
  const outer = new Set([...counts.keys()].map(outerOf));
  untilStable(shown, () => {
    for (const name of outer) {
      suppressComplement(new Map([...counts].filter(([group]) => outerOf(group) === name)), shown);
    }
    suppressComplement(counts, shown);
  });
  return shown;
}

/**
 * The same for a table of two facets: no row, column or the whole may give away a small rest.
 * @param counts by row, then column
 * @returns the shown cells as `row → columns`
 */
export function shownTableCells(
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Map<string, Set<string>> {
  const cells = new Map<string, { row: string; column: string; count: number }>();
  for (const [row, columns] of counts) {
    for (const [column, count] of columns) {
      cells.set(JSON.stringify([row, column]), { row, column, count });
    }
  }
  const countsOf = (isIncluded: (cell: { row: string; column: string }) => boolean) =>
    new Map([...cells].filter(([, cell]) => isIncluded(cell)).map(([key, { count }]) => [key, count]));
  const shown = shownGroups(countsOf(() => true));
  const rows = new Set([...cells.values()].map(({ row }) => row));
  const columns = new Set([...cells.values()].map(({ column }) => column));
  untilStable(shown, () => {
    for (const name of rows)
      suppressComplement(
        countsOf(({ row }) => row === name),
        shown,
      );
    for (const name of columns)
      suppressComplement(
        countsOf(({ column }) => column === name),
        shown,
      );
    suppressComplement(
      countsOf(() => true),
      shown,
    );
  });
  const byRow = new Map<string, Set<string>>();
  for (const key of shown) {
    const cell = cells.get(key);
    if (cell !== undefined) byRow.set(cell.row, (byRow.get(cell.row) ?? new Set()).add(cell.column));
  }
  return byRow;
}

/** Only ever takes away, so it ends. */
function untilStable(shown: ReadonlySet<string>, step: () => void): void {
  let size;
  do {
    size = shown.size;
    step();
  } while (shown.size !== size);
}

function suppressComplement(counts: ReadonlyMap<string, number>, shown: Set<string>): void {
  const present = [...counts].filter(([, count]) => count > 0);
  const rest = present.reduce((sum, [name, count]) => sum + (shown.has(name) ? 0 : count), 0);
  if (rest === 0 || rest >= fewestShown) return;
  const smallest = present
    .filter(([name]) => shown.has(name))
    .sort(([nameOfA, a], [nameOfB, b]) => a - b || (nameOfA < nameOfB ? -1 : 1))[0];
  if (smallest !== undefined) shown.delete(smallest[0]);
}

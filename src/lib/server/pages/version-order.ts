/** Orders versions as numbers between points, a pre-release before its release: `1.9.0`, `1.30.0-rc.1`, `1.30.0`. */
export function compareVersions(a: string, b: string): number {
  const [partsOfA, partsOfB] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(partsOfA.length, partsOfB.length); index += 1) {
    const difference = comparePart(partsOfA[index], partsOfB[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The numbers of the release, then the words of the pre-release. */
function partsOf(version: string): string[] {
  return version.split(/[.-]/);
}

function comparePart(a: string | undefined, b: string | undefined): number {
  // A word where the other version has ended makes it a pre-release; a number makes it a later one.
  if (a === undefined) return b !== undefined && /^\d+$/.test(b) ? -1 : 1;
  if (b === undefined) return -comparePart(b, a);
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumberA && isNumberB) return Number(a) - Number(b);
  if (isNumberA !== isNumberB) return isNumberA ? 1 : -1;
  return a === b ? 0 : a < b ? -1 : 1;
}

import { closestMatch } from 'leven';

/**
 * What somebody most likely meant: a name that contains what was written (or the other way round), else the one with
 * the fewest changed letters, as long as fewer than half of the letters differ. Null where nothing comes near.
 */
export function nearestName(written: string, names: readonly string[]): string | null {
  const lower = written.toLowerCase();
  if (lower === '') return null;
  const contained = names.find(
    (name) => name.toLowerCase().includes(lower) || isPart(name.toLowerCase(), lower),
  );
  if (contained !== undefined) return contained;
  const nearest = closestMatch(
    lower,
    names.map((name) => name.toLowerCase()),
    { maxDistance: Math.max(1, Math.ceil(lower.length / 2) - 1) },
  );
  return names.find((name) => name.toLowerCase() === nearest) ?? null;
}

function isPart(name: string, written: string): boolean {
  return name.length > 2 && written.includes(name);
}

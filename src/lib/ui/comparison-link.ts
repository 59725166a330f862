import { pages } from './words/site.ts';

/**
 * Where chosen runs are compared. Their ids stand in the fragment, which browsers never send: they mean nothing outside
 * this browser's own storage.
 */
export function comparisonAddress(runIds: readonly string[]): string {
  return `${pages.compare.path}#runs=${runIds.map(encodeURIComponent).join(',')}`;
}

/** The runs that an address chooses; none where it says nothing of them, or nothing that can be read. */
export function runsOfFragment(fragment: string): readonly string[] {
  const part = fragment
    .replace(/^#/, '')
    .split('&')
    .find((each) => each.startsWith('runs='));
  return (part ?? '')
    .slice('runs='.length)
    .split(',')
    .flatMap((id) => decoded(id) ?? []);
}

function decoded(id: string): string | null {
  try {
    return decodeURIComponent(id) || null;
  } catch {
    return null;
  }
}

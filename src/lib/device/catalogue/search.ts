import type { CatalogueDevice } from './catalogue.ts';

/**
 * The devices that every typed word fits, best first: a word fits where a word of the name, maker, chip or graphics
 * chip begins with it. Names that begin with what was typed come before names that hold it, and those before the rest.
 */
export function searchDevices(
  devices: readonly CatalogueDevice[],
  typed: string,
  limit = 8,
): CatalogueDevice[] {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return [];
  const phrase = wanted.join(' ');
  return devices
    .filter((device) => {
      const words = wordsOf(
        [device.name, device.maker, device.chip ?? '', device.gpu?.model ?? ''].join(' '),
      );
      return wanted.every((word) => words.some((each) => each.startsWith(word)));
    })
    .map((device) => ({ device, rank: rankOf(wordsOf(device.name), wanted, phrase) }))
    .sort((a, b) => a.rank - b.rank || (a.device.name < b.device.name ? -1 : 1))
    .slice(0, limit)
    .map(({ device }) => device);
}

function rankOf(name: readonly string[], wanted: readonly string[], phrase: string): number {
  if (name.join(' ').startsWith(phrase)) return 0;
  return wanted.every((word) => name.some((each) => each.startsWith(word))) ? 1 : 2;
}

/** Lower case, without accents; a number sticks to nothing: `RTX4070` is found by `rtx 4070` and the other way round. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z]+|\d+/g) ?? []
  );
}

import { resolve } from 'node:path';
import { loadCatalogue } from '#lib/device/catalogue/catalogue.ts';
import { refused, valid, type Parsed } from '../option-values.ts';
import { unknownName } from '../unknown-name.ts';
import type { Destination } from './post-result.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The site that results are submitted to, with the key from the environment. */
export function readDestination(address: string, environment: Variables): Parsed<Destination> {
  const site = URL.canParse(address) ? new URL(address) : null;
  if (site === null || !['http:', 'https:'].includes(site.protocol))
    return refused(`--upload takes the http or https address of a site; "${address}" is none.`);
  if (site.username !== '' || site.password !== '')
    return refused(
      'The address to upload to must not hold a password; the key goes into INFEROMETER_RIG_KEY.',
    );
  const key = environment['INFEROMETER_RIG_KEY'];
  if (key === undefined || key === '')
    return refused('Set INFEROMETER_RIG_KEY to the key that the server’s operator gave this rig.');
  // What a header may hold; anything else would be a slip of pasting.
  if (!/^[\x21-\x7e]+$/.test(key))
    return refused('INFEROMETER_RIG_KEY holds a space, a line break or another character that no key has.');
  return valid({ site, key });
}

/** The folder in which results wait. */
export function spoolPath(asked: string | null, environment: Variables): string {
  return resolve(asked ?? environment['INFEROMETER_SPOOL'] ?? 'inferometer-spool');
}

/** A device's id in the catalogue; null where none was said. */
export async function readDevice(id: string | null): Promise<Parsed<string | null>> {
  if (id === null) return valid(null);
  const known = (await loadCatalogue()).map((device) => device.id);
  return known.includes(id) ? valid(id) : refused(unknownName('device', id, known));
}

import * as v from 'valibot';
import { ownSiteRoot, urlOf } from './addresses.ts';
import { loadAddress } from './load-url.ts';
import { problemOutcome, type LoadOptions, type LoadOutcome } from './loaded-model.ts';
import { nearestName } from './nearest-name.ts';
import { shelf, shelfFiles, shelfIndexPath, type ShelfModel } from './shelf.ts';

/** A model of the catalogue that this site really has. */
export interface ShelfItem extends ShelfModel {
  /** `shelf:ID`. */
  readonly ref: string;
  /** Absolute. */
  readonly url: string;
  /** Of all its files. */
  readonly bytes: number;
}

const shelfIndexSchema = v.object({
  models: v.array(v.object({ id: v.string(), url: v.string(), sha256: v.string() })),
});

/** The models on this site's shelf, in the catalogue's order. Empty where the site has none, or does not say. */
export async function listShelf(
  options: Pick<LoadOptions, 'siteRoot' | 'signal'> = {},
): Promise<ShelfItem[]> {
  const siteRoot = options.siteRoot ?? ownSiteRoot();
  if (siteRoot === null) return [];
  return itemsOf(await fetchJson(new URL(shelfIndexPath, siteRoot), options.signal), siteRoot);
}

/** The catalogue's models that the site's index names, with their addresses there. */
function itemsOf(served: unknown, siteRoot: string): ShelfItem[] {
  const index = v.safeParse(shelfIndexSchema, served);
  if (!index.success) return [];
  return shelf.flatMap((model) => {
    const served = index.output.models.find(
      ({ id, sha256 }) => id === model.id && sha256 === model.file.sha256,
    );
    const url = served === undefined ? null : urlOf(served.url, siteRoot);
    return url === null ? [] : [{ ...model, ref: `shelf:${model.id}`, url: url.href, bytes: bytesOf(model) }];
  });
}

/** Loads a model of the shelf by its id; its bytes must be those that the catalogue names. */
export async function loadShelf(id: string, options: LoadOptions = {}): Promise<LoadOutcome> {
  const known = shelf.find((model) => model.id === id);
  if (known === undefined) {
    const nearest = nearestName(
      id,
      shelf.map((model) => model.id),
    );
    return problemOutcome({ kind: 'not-on-shelf', id, nearest });
  }
  const siteRoot = options.siteRoot ?? ownSiteRoot();
  if (siteRoot === null) return problemOutcome({ kind: 'lacking-on-shelf', id });
  const address = new URL(shelfIndexPath, siteRoot);
  const index = await fetchJson(address, options.signal);
  if (options.signal?.aborted === true) return problemOutcome({ kind: 'cancelled' });
  if (index === null) return problemOutcome({ kind: 'refused-or-unreachable', address: address.href });
  const item = itemsOf(index, siteRoot).find((each) => each.id === id);
  if (item === undefined) return problemOutcome({ kind: 'lacking-on-shelf', id });
  const preset = { dims: item.dims ?? {}, inputs: item.inputs ?? {} };
  const { ref, title: name } = item;
  const fileSha256 = shelfFiles(item).map((file) => file.sha256);
  return loadAddress({ url: new URL(item.url), ref, name, preset, fileSha256 }, options);
}

function bytesOf(model: ShelfModel): number {
  return shelfFiles(model).reduce((sum, file) => sum + file.bytes, 0);
}

/** Null for whatever cannot be had or is not JSON. */
async function fetchJson(url: URL, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    const response = await fetch(url, { cache: 'no-cache', ...(signal === undefined ? {} : { signal }) });
    return response.ok ? ((await response.json()) as unknown) : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof DOMException)
      return null;
    throw error;
  }
}

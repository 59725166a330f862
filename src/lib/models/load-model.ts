import { loadShelf } from './load-shelf.ts';
import { loadUrl } from './load-url.ts';
import { problemOutcome, type LoadedModel, type LoadOptions, type LoadOutcome } from './loaded-model.ts';

/**
 * The model that a plan names: `zoo:ID` is built; `shelf:ID` and `url:ADDRESS` are downloaded unless they are among the
 * models held,
 * `file:SHA256` must be among them. Models held are kept by the caller, by their `ref`, for as long as it likes.
 */
export async function loadModel(
  ref: string,
  held: ReadonlyMap<string, LoadedModel>,
  options: LoadOptions = {},
): Promise<LoadOutcome> {
  const model = held.get(ref);
  if (model !== undefined) return { status: 'loaded', model };
  const [, kind, rest = ''] = /^(zoo|shelf|url|file):(.+)$/s.exec(ref) ?? [];
  switch (kind) {
    case 'zoo':
      return (await import('./zoo/load-zoo.ts')).loadZoo(ref, options);
    case 'shelf':
      return loadShelf(rest, options);
    case 'url':
      return loadUrl(rest, options);
    case 'file':
      return problemOutcome({ kind: 'file-not-held', ref });
    default:
      return problemOutcome({ kind: 'unknown-reference', ref });
  }
}

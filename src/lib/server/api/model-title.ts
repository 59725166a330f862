import type { SubmittedModel } from '#lib/core/results/submission.ts';
import { shelf } from '#lib/models/shelf.ts';
import { zoo } from '#lib/models/zoo/catalogue.ts';

/** What a submitted model is called: by this site's own lists, or as its sender ticked it; null where neither is so. */
export function modelTitle({
  source,
  id,
  name,
}: Pick<SubmittedModel, 'source' | 'id' | 'name'>): string | null {
  const offered: readonly { readonly id: string; readonly title: string }[] =
    source === 'zoo' ? zoo : source === 'shelf' ? shelf : [];
  return offered.find((model) => model.id === id)?.title ?? name;
}

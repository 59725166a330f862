import { shelf } from '#lib/models/shelf.ts';
import type { KnownModels } from './plausibility.ts';

/**
 * The models that this site offers. A TensorFlow.js model's digest covers several files, of which the shelf states each
 * by itself; so only its id is checked.
 */
export const knownModels: KnownModels = {
  find: (source, id) => {
    const model = source === 'shelf' ? shelf.find((each) => each.id === id) : undefined;
    if (model === undefined) return null;
    return { sha256: model.shards === undefined ? model.file.sha256 : null };
  },
  // The shelf keeps no projections.
  referenceProjection: () => null,
};

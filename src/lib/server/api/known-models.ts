import type { Precision } from '#lib/core/results/ids.ts';
import { shelf } from '#lib/models/shelf.ts';
import { zoo, type ZooId } from '#lib/models/zoo/catalogue.ts';
import { zooReferenceOutputs } from '#lib/models/zoo/reference-outputs.ts';
import { zooGraph } from '#lib/models/zoo/zoo-graph.ts';
import type { KnownModels } from './plausibility.ts';

/**
 * The models that this site offers. Only an id is checked where a digest depends on more than the model: a
 * TensorFlow.js model's covers several files, of which the shelf states each by itself; a model of the zoo is built for
 * the sizes that are asked for.
 */
export const knownModels: KnownModels = {
  find: (source, id) => {
    if (source === 'zoo') return isZooId(id) ? { sha256: null } : null;
    const model = shelf.find((each) => each.id === id);
    if (model === undefined) return null;
    return { sha256: model.shards === undefined ? model.file.sha256 : null };
  },
  // The shelf keeps no projections; the zoo's are those of its own sizes.
  referenceProjection: ({ source, id }, precision, inputs) => {
    if (source !== 'zoo' || !isZooId(id)) return null;
    const shapes = inputs.map(({ shape }) => shape.join()).sort();
    if (shapes.join(';') !== ownShapes(id)) return null;
    return projectionsOf(id)[precision]?.projection ?? null;
  },
};

function isZooId(id: string): id is ZooId {
  return zoo.some((model) => model.id === id);
}

function projectionsOf(id: ZooId): Readonly<Partial<Record<Precision, { projection: readonly number[] }>>> {
  return zooReferenceOutputs[id];
}

const shapesById = new Map<ZooId, string>();

/** The shapes of a model's inputs at its own sizes, sorted: submissions carry no names. */
function ownShapes(id: ZooId): string {
  const known = shapesById.get(id);
  if (known !== undefined) return known;
  const graph = zooGraph({ id });
  if (graph.status !== 'ready') throw new Error(graph.message);
  const shapes = graph.model.graph.inputs.map(({ shape }) => (shape ?? []).join()).sort();
  shapesById.set(id, shapes.join(';'));
  return shapes.join(';');
}

import { suites, zoo, zooModel, type ZooModel } from '#lib/models/zoo/catalogue.ts';
import { formatSuiteReference, formatZooReference } from '#lib/models/zoo/zoo-reference.ts';
import type { Suite } from './state/suite-run.svelte.ts';

/** What the start page offers of the zoo: loaded once the page lives, because nothing of it is needed to paint. */
export interface ZooOffer {
  readonly models: readonly ZooModel[];
  /** The first is the one that the page puts first. */
  readonly suites: readonly Suite[];
}

export const zooOffer: ZooOffer = { models: zoo, suites: suites.map(asSuite) };

function asSuite(suite: (typeof suites)[number]): Suite {
  return {
    ref: formatSuiteReference(suite),
    title: suite.title,
    description: suite.description,
    models: suite.models.map((id) => {
      const { title, macs } = zooModel(id);
      return { ref: formatZooReference({ id, precision: 'fp32' }), title, macs };
    }),
  };
}

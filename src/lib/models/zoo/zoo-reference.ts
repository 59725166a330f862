import { nearestName } from '../nearest-name.ts';
import { suites, zooIds, zooModel, type ZooId, type ZooPrecision, type ZooSuite } from './catalogue.ts';

/** What a name that begins with `zoo:` means. */
export type ZooReference =
  | { readonly status: 'model'; readonly id: ZooId; readonly precision: ZooPrecision }
  | { readonly status: 'suite'; readonly suite: ZooSuite }
  /** `nearest` is a whole valid name; `message` is a sentence for people. */
  | { readonly status: 'unknown'; readonly nearest: string | null; readonly message: string };

const beginning = 'zoo:';
const suiteBeginning = 'suite/';

/** Reads `zoo:ID`, `zoo:ID/fp16`, `zoo:ID@1`, `zoo:ID@1/fp16` or `zoo:suite/NAME`; null for what is no zoo name. */
export function parseZooReference(ref: string): ZooReference | null {
  if (!ref.startsWith(beginning)) return null;
  const name = ref.slice(beginning.length);
  const suite = suites.find(({ id }) => name === `${suiteBeginning}${id}`);
  if (suite !== undefined) return { status: 'suite', suite };
  if (name.startsWith(suiteBeginning)) return unknownSuite(ref, name.slice(suiteBeginning.length));
  const [, written = '', version, precision = 'fp32'] =
    /^([^@/]*)(?:@([^/]*))?(?:\/(.*))?$/s.exec(name) ?? [];
  const id = zooIds.find((each) => each === written);
  if (id === undefined) return unknownModel(ref, written);
  const model = zooModel(id);
  if (version !== undefined && version !== String(model.version))
    return unknown(
      formatZooReference({ id, precision: 'fp32' }),
      `${model.title} is at version ${model.version} here, and ${ref} asks for another: results of different versions do not compare.`,
    );
  const known = model.precisions.find((each) => each === precision);
  if (known === undefined)
    return unknown(
      formatZooReference({ id, precision: 'fp32' }),
      `${model.title} can be built in ${model.precisions.join(' and ')}, not in ${precision}.`,
    );
  return { status: 'model', id, precision: known };
}

/** The shortest name of a model: `zoo:ID`, or `zoo:ID/PRECISION` where that is not fp32. */
export function formatZooReference({ id, precision }: { id: ZooId; precision: ZooPrecision }): string {
  return `${beginning}${id}${precision === 'fp32' ? '' : `/${precision}`}`;
}

export function formatSuiteReference({ id }: ZooSuite): string {
  return `${beginning}${suiteBeginning}${id}`;
}

function unknownModel(ref: string, written: string): ZooReference {
  const nearest = nearestName(written, zooIds);
  return unknown(nearest === null ? null : `${beginning}${nearest}`, `The zoo has no model “${ref}”`);
}

function unknownSuite(ref: string, written: string): ZooReference {
  const nearest = nearestName(
    written,
    suites.map(({ id }) => id),
  );
  const name = nearest === null ? null : `${beginning}${suiteBeginning}${nearest}`;
  return unknown(name, `The zoo has no suite “${ref}”`);
}

/** A sentence that has its full stop already does not ask what was meant. */
function unknown(nearest: string | null, message: string): ZooReference & { status: 'unknown' } {
  if (message.endsWith('.')) return { status: 'unknown', nearest, message };
  const question = nearest === null ? '.' : `; did you mean “${nearest}”?`;
  return { status: 'unknown', nearest, message: `${message}${question}` };
}

/** The references of a suite's models, at their own sizes and in fp32. */
export function suiteReferences({ models }: ZooSuite): string[] {
  return models.map((id) => formatZooReference({ id, precision: 'fp32' }));
}

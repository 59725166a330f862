import type { LoadedModel } from '#lib/models/loaded-model.ts';
import { zooModel, type ZooModel, type ZooPrecision } from '#lib/models/zoo/catalogue.ts';
import { formatZooReference, parseZooReference } from '#lib/models/zoo/zoo-reference.ts';
import { parseNumberList } from '../number-list.ts';
import { zooWords } from '../words/zoo.ts';

export interface SizeField {
  readonly name: string;
  readonly hint: string;
  readonly problem: string | null;
}

/** The sizes and the precision that a model of the zoo is to be built in, as the visitor edits them. */
export class ZooForm {
  readonly entry: ZooModel;
  texts = $state<Record<string, string>>({});
  precision = $state<ZooPrecision>('fp32');
  readonly #builtTexts: Readonly<Record<string, string>>;
  readonly #builtPrecision: ZooPrecision;

  /** @param model one of the zoo's, as it was built */
  constructor(model: Pick<LoadedModel, 'ref' | 'preset'>) {
    const read = parseZooReference(model.ref);
    if (read?.status !== 'model') throw new Error(`${model.ref} is no model of the zoo.`);
    this.entry = zooModel(read.id);
    this.#builtTexts = Object.fromEntries(
      Object.entries(model.preset.built?.all ?? {}).map(([name, size]) => [name, String(size)]),
    );
    this.texts = { ...this.#builtTexts };
    this.#builtPrecision = read.precision;
    this.precision = read.precision;
  }

  fields: readonly SizeField[] = $derived.by(() =>
    Object.entries(this.entry.dims).map(([name, range]) => {
      const { minimum, maximum, multipleOf } = range;
      const hint = zooWords.range(minimum, maximum, multipleOf);
      const parsed = parseNumberList(this.texts[name] ?? '', maximum);
      const [size = 0] = parsed.status === 'numbers' ? parsed.numbers : [];
      const isSize = parsed.status === 'numbers' && parsed.numbers.length === 1;
      const fits = isSize && size >= minimum && size % multipleOf === 0;
      return { name, hint, problem: fits ? null : hint };
    }),
  );

  problem = $derived(this.fields.find(({ problem }) => problem !== null)?.problem ?? null);

  /** The sizes that differ from the architecture's own. */
  dims = $derived.by(() => {
    const sizes = Object.entries(this.entry.dims).map(([name, range]) => ({
      name,
      size: Number(this.texts[name]),
      own: range.default,
    }));
    return Object.fromEntries(sizes.flatMap(({ name, size, own }) => (size === own ? [] : [[name, size]])));
  });

  ref = $derived.by(() => formatZooReference({ id: this.entry.id, precision: this.precision }));

  /** Whether what is asked for differs from what was built. */
  changed = $derived.by(
    () =>
      this.precision !== this.#builtPrecision ||
      Object.entries(this.texts).some(([name, text]) => text.trim() !== this.#builtTexts[name]),
  );
}

import { parseArgs } from 'node:util';
import { refused } from './option-values.ts';
import { unknownName } from './unknown-name.ts';

/** The options that a command knows, by name without dashes. */
export type KnownOptions = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>
>;

export type TypedOptions<Name extends string> =
  | {
      readonly status: 'read';
      readonly positionals: readonly string[];
      /** Every value given, in order; `''` for an option without one. */
      readonly given: ReadonlyMap<Name, readonly string[]>;
    }
  | { readonly status: 'refused'; readonly message: string };

/** Reads what was typed after a command. Unknown options, and values that are missing or too many, are refused. */
export function readTypedOptions<Options extends KnownOptions>(
  typed: readonly string[],
  options: Options,
): TypedOptions<keyof Options & string> {
  const { tokens } = parseArgs({
    args: [...typed],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) {
      const names = Object.keys(options).map((name) => `--${name}`);
      return refused(unknownName('option', token.rawName, names));
    }
    const problem = misuse(token.name, option.type, token.value, token.inlineValue);
    if (problem !== null) return refused(problem);
    given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? '']);
  }
  return { status: 'read', positionals, given };
}

function misuse(
  name: string,
  type: 'string' | 'boolean',
  value: string | undefined,
  isInline: boolean | undefined,
): string | null {
  if (type === 'boolean') return value === undefined ? null : `--${name} takes no value.`;
  if (value === undefined || value === '' || (isInline !== true && value.startsWith('--'))) {
    return `--${name} needs a value; run with --help to see which.`;
  }
  return null;
}

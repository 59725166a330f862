import { parseArgs } from 'node:util';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { refused, valid, type Parsed } from './option-values.ts';
import { unknownName } from './unknown-name.ts';

/** `value` options take one, `flag` options none. */
export type OptionKinds = Readonly<Record<string, 'value' | 'flag'>>;

export interface CommandLine<Options extends OptionKinds> {
  readonly words: readonly string[];
  /** What stands behind a bare `--`. */
  readonly rest: readonly string[];
  /** The last value given; null where the option was not. */
  value(name: keyof Options & string): string | null;
  has(name: keyof Options & string): boolean;
}

/** Reads a command's words and options; what is unknown or lacks its value is refused with a sentence. */
export function readCommandLine<Options extends OptionKinds>(
  typed: readonly string[],
  kinds: Options,
): Parsed<CommandLine<Options>> {
  const end = typed.indexOf('--');
  const own = end < 0 ? typed : typed.slice(0, end);
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...own],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const given = new Map<string, string>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const kind = Object.hasOwn(kinds, token.name) ? kinds[token.name] : undefined;
    if (kind === undefined)
      return refused(
        unknownName(
          'option',
          token.rawName,
          Object.keys(kinds).map((name) => `--${name}`),
        ),
      );
    const { value } = token;
    if (kind === 'flag' && value !== undefined) return refused(`--${token.name} takes no value.`);
    if (
      kind === 'value' &&
      (value === undefined || value === '' || (!token.inlineValue && value.startsWith('--')))
    )
      return refused(`--${token.name} needs a value; run with --help to see which.`);
    given.set(token.name, value ?? '');
  }
  return valid({
    words,
    rest: end < 0 ? [] : typed.slice(end + 1),
    value: (name) => given.get(name) ?? null,
    has: (name) => given.has(name),
  });
}

/** Ends the process with what `work` tells; a reader that stops reading, and bugs, end in a sentence. */
export async function runCommandLine(work: () => Promise<ExitCode>): Promise<never> {
  // Whoever reads our output may stop reading, as `head` does; the files are still to be written.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    process.exit(await work());
  } catch (error) {
    if (process.env['DEBUG'] !== undefined) throw error;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    say(`Something unexpected went wrong: ${message} Set DEBUG=1 to see where.`);
    process.exit(exitCodes.failedOrWrong);
  }
}

/** A sentence on standard error. File names and models' names may hold anything. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence.replaceAll(/\p{Cc}/gu, ' ')}\n`);
}

export function sayAnd(sentence: string, code: ExitCode): ExitCode {
  say(sentence);
  return code;
}

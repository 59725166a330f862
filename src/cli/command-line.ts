import { exitCodes, type ExitCode } from './exit-codes.ts';
import { valid, type Parsed } from './option-values.ts';
import { readTypedOptions } from './typed-options.ts';
import { plainText } from './plain-text.ts';

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
  const read = readTypedOptions(own, options);
  if (read.status === 'refused') return read;
  const { positionals, given } = read;
  return valid({
    words: positionals,
    rest: end < 0 ? [] : typed.slice(end + 1),
    value: (name) => given.get(name)?.at(-1) ?? null,
    has: (name) => given.has(name),
  });
}

/** Ends the process with what `work` tells; a reader that stops reading, and bugs, end in a sentence. */
export async function runToExit(work: () => Promise<ExitCode>): Promise<never> {
  process.exit(await endingInSentences(work));
}

/** What `work` tells; a bug is told in a sentence, and a reader that stops reading ends nothing. */
export async function endingInSentences(work: () => Promise<ExitCode>): Promise<ExitCode> {
  // Whoever reads our output may stop reading, as `head` does; the files are still to be written.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    return await work();
  } catch (error) {
    if (process.env['DEBUG'] !== undefined) throw error;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return sayAnd(
      `Something unexpected went wrong: ${message} Set DEBUG=1 to see where.`,
      exitCodes.failedOrWrong,
    );
  }
}

/** A sentence on standard error. File names and models' names may hold anything. */
export function say(sentence: string): void {
  process.stderr.write(`${plainText(sentence)}\n`);
}

export function sayAnd(sentence: string, code: ExitCode): ExitCode {
  say(sentence);
  return code;
}

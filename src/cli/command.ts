import { readFile } from 'node:fs/promises';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { Interruption } from './interruption.ts';

type Parsed<Command> =
  | { readonly status: 'run'; readonly command: Command }
  | { readonly status: 'help' }
  | { readonly status: 'version' }
  | { readonly status: 'refused'; readonly message: string };

/** Runs a command of the command line from its arguments to its exit code. */
export async function runCommandLine<Command>(
  parsed: Parsed<Command>,
  help: string,
  run: (command: Command, signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  // Whoever reads our output may stop reading, as `head` does; the files are still to be written.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  switch (parsed.status) {
    case 'help':
      process.stdout.write(help);
      return exitCodes.done;
    case 'version':
      process.stdout.write(`${await version()}\n`);
      return exitCodes.done;
    case 'refused':
      process.stderr.write(`${parsed.message}\n`);
      return exitCodes.badUsageOrModel;
    case 'run':
      break;
  }
  const interruption = new Interruption();
  try {
    return await run(parsed.command, interruption.signal);
  } catch (error) {
    if (process.env['DEBUG'] !== undefined) throw error;
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    process.stderr.write(`Something unexpected went wrong: ${message} Set DEBUG=1 to see where.\n`);
    return exitCodes.failedOrWrong;
  }
}

async function version(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

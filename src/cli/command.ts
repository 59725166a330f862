import { readFile } from 'node:fs/promises';
import { endingInSentences } from './command-line.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { Interruption } from './interruption.ts';

type Parsed<Command> =
  | { readonly status: 'run'; readonly command: Command }
  | { readonly status: 'help' }
  | { readonly status: 'version' }
  | { readonly status: 'refused'; readonly message: string };

/** Runs a command of the command line from its arguments to its exit code. */
export function runCommandLine<Command>(
  parsed: Parsed<Command>,
  help: string,
  run: (command: Command, signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  return endingInSentences(async () => {
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
        return await run(parsed.command, new Interruption().signal);
    }
  });
}

async function version(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

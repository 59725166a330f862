import { runCommandLine } from './command.ts';
import { inspectHelp, parseInspectArguments } from './inspect-arguments.ts';
import { runInspect } from './run-inspect.ts';

process.exit(await runCommandLine(parseInspectArguments(process.argv.slice(2)), inspectHelp, runInspect));

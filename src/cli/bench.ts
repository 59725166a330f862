import { parseBenchArguments } from './arguments.ts';
import { runCommandLine } from './command.ts';
import { help } from './help.ts';
import { runBench } from './run-bench.ts';

process.exit(await runCommandLine(parseBenchArguments(process.argv.slice(2)), help, runBench));

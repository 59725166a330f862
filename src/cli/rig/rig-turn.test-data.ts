import { copyFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { exitCodes } from '../exit-codes.ts';
import type { BuildResult } from './build-result.ts';
import { runOnce } from './run-once.ts';
import { Spool } from './spool.ts';

/** As much of a submission as the contract's idempotency needs. */
export const buildSmall: BuildResult = (run, secret) => {
  const resultId = secret.resultIdOf(run.runId);
  const deletionTokenSha256 = secret.deletionTokenSha256Of(run.runId);
  return { status: 'built', resultId, json: JSON.stringify({ resultId, deletionTokenSha256 }) };
};

/**
 * One turn of a rig in a process of its own, to be killed: SPOOL SITE KEY RUNFILE HANG. The measurement is a run
 * document that lies ready; with HANG it never ends after that document has been written.
 */
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [spool = '', site = '', key = '', run = '', hang = ''] = process.argv.slice(2);
  const code = await runOnce({
    spool: new Spool(spool),
    destination: { site: new URL(site), key },
    build: buildSmall,
    say: (sentence) => process.stderr.write(`${sentence}\n`),
    signal: new AbortController().signal,
    measure: async (path) => {
      if (run !== '') copyFileSync(run, path);
      process.stdout.write('measured\n');
      if (hang === 'hang') await new Promise((resolve) => setTimeout(resolve, 600_000));
      return exitCodes.done;
    },
  });
  process.exit(code);
}

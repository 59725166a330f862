import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { projectRoot } from './paths.ts';
import { runCommand } from './run-command.ts';

/**
 * `npm run test:long`: what `npm test` does a few times, many times, and what takes too long for it: a hundred kills of
 * each store, every variant of every model of the zoo, and every model on the graphics backends. Takes an hour.
 */
const kills = '100';

const browser = await findBrowser({ install: true });
if (browser.status === 'none') throw new Error(browser.message);
const environment = {
  INFEROMETER_BROWSER: browser.executablePath,
  INFEROMETER_KILLS: kills,
  VITE_TESTS: 'long',
};
const codes = [
  await runTests('node', 'src/lib/server/leaderboard/survival'),
  await runTests('browser', 'src/lib/bench/zoo-'),
];
process.exitCode = Math.max(...codes);

async function runTests(project: string, path: string): Promise<number> {
  const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs');
  const outcome = await runCommand(process.execPath, [vitest, 'run', '--project', project, path], {
    cwd: projectRoot,
    environment: { ...process.env, ...environment },
    echo: true,
  });
  return outcome.status === 'ended' ? (outcome.code ?? 1) : 1;
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './paths.ts';

/** `npm run test:long`: what is tested a few times in `npm test`, many times. Takes several minutes. */
const kills = '100';

const child = spawn(
  process.execPath,
  [
    join(projectRoot, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--project', 'node', 'src/lib/server/leaderboard/survival'],
  ],
  { cwd: projectRoot, env: { ...process.env, INFEROMETER_KILLS: kills }, stdio: 'inherit' },
);
child.once('close', (code) => (process.exitCode = code ?? 1));

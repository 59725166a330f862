import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fetchShelf } from './fetch-shelf.ts';
import { projectRoot } from './paths.ts';

await fetchShelf();
const vite = spawn(
  process.execPath,
  [join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js'), 'dev', ...process.argv.slice(2)],
  { cwd: projectRoot, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => vite.kill(signal));
vite.once('close', (code) => {
  process.exitCode = code ?? 1;
});

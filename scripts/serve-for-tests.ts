// `npm start` with a data folder that is gone afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dataDir = mkdtempSync(join(tmpdir(), 'inferometer-data-'));
process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
process.env['DATA_DIR'] = dataDir;
process.env['METRICS_TOKEN'] = 'for-tests';
await import('./start.ts');

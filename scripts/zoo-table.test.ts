import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { projectRoot } from './paths.ts';
import { zooTables } from './zoo-table.ts';

test('docs/zoo.md holds the catalogue’s figures', async () => {
  const document = readFileSync(join(projectRoot, 'docs/zoo.md'), 'utf8');
  expect(document).toContain(await format(zooTables(), { parser: 'markdown' }));
});

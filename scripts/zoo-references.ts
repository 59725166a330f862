import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { zoo, type ZooId, type ZooPrecision } from '#lib/models/zoo/catalogue.ts';
import { findBrowser } from './browser.ts';
import { projectRoot } from './paths.ts';
import { runCommand } from './run-command.ts';

/**
 * Writes src/lib/models/zoo/reference-outputs.ts: what the reference engine computes of each model of the zoo, and how
 * far the variants' outputs are from it. Run it with `node scripts/zoo-references.ts` after a change of the zoo. The
 * models run in a browser, in the zoo's health test, which then prints what it otherwise compares.
 */
interface Collected {
  readonly id: ZooId;
  readonly precision: ZooPrecision;
  readonly projection: readonly number[];
  readonly nrmse: number | null;
}

const browser = await findBrowser({ install: false });
if (browser.status === 'none') throw new Error(browser.message);
const outcome = await runCommand(
  process.execPath,
  [
    join(projectRoot, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    'browser',
    'src/lib/bench/zoo-health.browser-test.ts',
  ],
  {
    cwd: projectRoot,
    environment: {
      ...process.env,
      INFEROMETER_BROWSER: browser.executablePath,
      VITE_ZOO_REFERENCES: 'collect',
    },
    echo: true,
  },
);
if (outcome.status !== 'ended' || outcome.code !== 0) throw new Error('The models did not all run.');

const collected = [...outcome.stdout.matchAll(/zoo-reference (\{.*\})/g)].map(
  ([, line = '']) => JSON.parse(line) as Collected,
);
const references = zoo.map(({ id, precisions }) => {
  const ofModel = precisions.map((precision) => {
    const found = collected.find((each) => each.id === id && each.precision === precision);
    if (found === undefined) throw new Error(`Nothing was printed of ${id} in ${precision}.`);
    const projection = found.projection.map((sum) => Number(sum.toPrecision(8)));
    const nrmse = found.nrmse === null ? null : Number(found.nrmse.toPrecision(3));
    return [precision, { nrmse, projection }] as const;
  });
  return [id, Object.fromEntries(ofModel)] as const;
});

const path = join(projectRoot, 'src/lib/models/zoo/reference-outputs.ts');
const source = `// Written by \`node scripts/zoo-references.ts\`.
import type { ZooId, ZooPrecision } from './catalogue.ts';

/** What the reference engine computes of a model at its default sizes, on the input that every run begins with. */
export interface ZooReferenceOutputs {
  /** How far the outputs are from those of fp32, ‖a − r‖ ÷ ‖r‖ of the worst tensor; null for fp32 itself. Not accuracy. */
  readonly nrmse: number | null;
  /** The sixteen sums of \`projectOutputs\`. */
  readonly projection: readonly number[];
}

export const zooReferenceOutputs: Readonly<
  Record<ZooId, Readonly<Partial<Record<ZooPrecision, ZooReferenceOutputs>>>>
> = ${JSON.stringify(Object.fromEntries(references))};
`;
writeFileSync(path, await format(source, { ...(await resolveConfig(path)), filepath: path }));

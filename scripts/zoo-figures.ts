import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { zoo } from '#lib/models/zoo/catalogue.ts';
import { hashZooModel } from '#lib/models/zoo/hash-zoo-model.ts';
import { projectRoot } from './paths.ts';

/**
 * Writes src/lib/models/zoo/figures.ts: what is counted and hashed of each model of the zoo, at its default sizes.
 * Run it with `node scripts/zoo-figures.ts` after a change of the zoo, which is a new version of the model.
 */
const figures = zoo.map(({ id, precisions }) => {
  let macs = 0;
  const files = precisions.map((precision) => {
    const built = hashZooModel({ id, precision });
    if (built.status !== 'built') throw new Error(built.message);
    ({ macs } = built.graph);
    process.stdout.write(`${id}/${precision} ${built.byteLength} bytes ${built.sha256}\n`);
    return [precision, { bytes: built.byteLength, sha256: built.sha256 }] as const;
  });
  return [id, { macs, files: Object.fromEntries(files) }] as const;
});

const path = join(projectRoot, 'src/lib/models/zoo/figures.ts');
const source = `// Written by \`node scripts/zoo-figures.ts\`.
import type { ZooId, ZooPrecision } from './catalogue.ts';

export interface ZooFileFigures {
  readonly bytes: number;
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string;
}

/** What is counted and hashed of a model, at its default sizes. */
export interface ZooFigures {
  /** Multiply-accumulates of convolutions and matrix products. */
  readonly macs: number;
  readonly files: Readonly<Partial<Record<ZooPrecision, ZooFileFigures>>>;
}

export const zooFigures: Readonly<Record<ZooId, ZooFigures>> = ${JSON.stringify(Object.fromEntries(figures))};
`;
writeFileSync(path, await format(source, { ...(await resolveConfig(path)), filepath: path }));

import { zoo, type ZooModel, type ZooPrecision } from '#lib/models/zoo/catalogue.ts';
import { operatorsOf, zooGraph } from '#lib/models/zoo/zoo-graph.ts';
import { zooReferenceOutputs } from '#lib/models/zoo/reference-outputs.ts';

/** The tables of docs/zoo.md, out of the catalogue; a test holds the document against them. */
export function zooTables(): string {
  const models = [
    '| name | what it does | published parameters | in the file | MACs | source |',
    '| --- | --- | ---: | ---: | ---: | --- |',
    ...zoo.map(modelRow),
  ];
  const files = [
    '| name | bytes | SHA-256 begins | NRMSE against fp32 | operators |',
    '| --- | ---: | --- | ---: | --- |',
    ...zoo.flatMap((model) => model.precisions.map((precision) => fileRow(model, precision))),
  ];
  return `${models.join('\n')}\n\n${files.join('\n')}\n`;
}

function modelRow(model: ZooModel): string {
  const { publishedParameters: published, batchNormChannels } = model;
  const inFile = published - batchNormChannels;
  const macs = `${(model.macs / 1e9).toFixed(3)} G`;
  return row([`\`zoo:${model.id}\``, model.task, grouped(published), grouped(inFile), macs, model.source]);
}

function fileRow(model: ZooModel, precision: ZooPrecision): string {
  const file = model.files[precision];
  if (file === undefined) throw new Error(`${model.id} has no figures for ${precision}.`);
  const graph = zooGraph({ id: model.id, precision });
  if (graph.status !== 'ready') throw new Error(graph.message);
  const name = precision === 'fp32' ? model.id : `${model.id}/${precision}`;
  const nrmse = zooReferenceOutputs[model.id][precision]?.nrmse ?? null;
  const error = nrmse === null ? '' : String(nrmse);
  return row([
    `\`zoo:${name}\``,
    grouped(file.bytes),
    `\`${file.sha256.slice(0, 12)}\``,
    error,
    operatorsOf(graph).join(', '),
  ]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

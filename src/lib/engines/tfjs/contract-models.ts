import type { InputSpec } from '#lib/core/protocol/input-spec.ts';
import type { NamedBlob } from '#lib/workers/named-blob.ts';
import type { ContractModels } from '../engine.contract.ts';
import {
  controlFlowModel,
  modelWithEinsum,
  modelWithOperator,
  smallGraphModel,
  smallLayersModel,
  type ModelFile,
  type ModelFiles,
} from './small-models.ts';

const toBlob = ({ name, bytes }: ModelFile): NamedBlob => ({ name, blob: new Blob([bytes]) });

function blobs([model, ...shards]: ModelFiles): [NamedBlob, ...NamedBlob[]] {
  return [toBlob(model), ...shards.map(toBlob)];
}

const image: InputSpec = { name: 'x:0', dtype: 'float32', shape: [1, 32, 32, 3], rule: { kind: 'normal' } };
const vector = (name: string): InputSpec => ({
  name,
  dtype: 'float32',
  shape: [3, 6],
  rule: { kind: 'normal' },
});
const operatorSpecs: InputSpec[] = [{ ...image, shape: [1, 4, 4, 8] }];

const [graphJson, firstShard, secondShard] = blobs(smallGraphModel());
if (firstShard === undefined || secondShard === undefined) throw new Error('The model has two shards.');

export const contractModels: ContractModels = {
  format: 'tfjs-graph',
  small: { files: blobs(smallGraphModel()), specs: [image] },
  others: [
    {
      name: 'a graph with float16 weights',
      format: 'tfjs-graph',
      files: blobs(smallGraphModel('float16')),
      specs: [image],
    },
    {
      name: 'a graph with control flow and an integer input',
      format: 'tfjs-graph',
      files: blobs(controlFlowModel()),
      specs: [
        { name: 'x:0', dtype: 'float32', shape: [1, 8], rule: { kind: 'normal' } },
        { name: 'k:0', dtype: 'int32', shape: [1, 8], rule: { kind: 'integers', low: 0, high: 7 } },
      ],
    },
    {
      name: 'a layers model with uint8 weights, two inputs and two outputs',
      format: 'tfjs-layers',
      files: blobs(smallLayersModel('uint8')),
      specs: [vector('left'), vector('right')],
    },
  ],
  keepsResidentsOn: [],
  garbage: [{ name: 'model.json', blob: new Blob(['This is no model, however long one looks at it.']) }],
  broken: [
    { name: 'a missing shard', files: [graphJson, firstShard], kind: 'missing-external-data' },
    {
      name: 'a shard that was cut short',
      files: [graphJson, firstShard, { ...secondShard, blob: secondShard.blob.slice(0, 100) }],
      kind: 'invalid-model',
    },
    {
      name: 'a topology without nodes',
      files: [{ name: 'model.json', blob: new Blob(['{"modelTopology":{},"weightsManifest":[]}']) }],
      kind: 'invalid-model',
    },
  ],
  unknownOperator: blobs(modelWithOperator('Frobnicate')),
  unsupported: [
    {
      backend: 'wasm-simd',
      operator: 'Einsum',
      files: blobs(modelWithEinsum()),
      when: 'running',
      specs: operatorSpecs,
    },
    {
      backend: 'webgpu',
      operator: 'Unique',
      files: blobs(modelWithOperator('Unique')),
      when: 'running',
      specs: operatorSpecs,
    },
  ],
};

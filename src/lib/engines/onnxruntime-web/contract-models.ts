import type { ContractModels } from '../engine.contract.ts';
import {
  modelWithMax,
  modelWithUnknownOperator,
  smallConvolutionalNet,
} from '../../../../tests/fixtures/onnx-models.ts';

const file = (bytes: Uint8Array) =>
  [{ name: 'model.onnx', blob: new Blob([new Uint8Array(bytes)]) }] as const;

export const contractModels: ContractModels = {
  format: 'onnx',
  small: {
    files: file(smallConvolutionalNet()),
    specs: [{ name: 'x', dtype: 'float32', shape: [1, 3, 32, 32], rule: { kind: 'normal' } }],
  },
  others: [],
  keepsResidentsOn: ['webgpu'],
  broken: [],
  garbage: file(new TextEncoder().encode('This is no model, however long one looks at it.')),
  unknownOperator: file(modelWithUnknownOperator()),
  unsupported: [
    { backend: 'webgl', operator: 'Max', files: file(modelWithMax()), when: 'opening', specs: [] },
  ],
};

import { expect, test } from 'vitest';
import { cellId, type CellKey } from '#lib/core/results/ids.ts';
import { onnxruntimeWeb } from '#lib/engines/onnxruntime-web/descriptor.ts';
import { CellRecord } from './cell-record.ts';

test('a cell whose turn never came has the reason that is given for that, and later its own', () => {
  const key: CellKey = {
    engine: 'onnxruntime-web',
    backend: 'webgpu',
    threads: 1,
    batch: 1,
    precision: 'fp32',
  };
  const cell = new CellRecord({ id: cellId(key), key, unsupported: null }, onnxruntimeWeb);
  const role = {
    isReference: false,
    referenceProblem: null,
    unmeasured: { status: 'failed', cause: { kind: 'cancelled' } },
  } as const;
  expect(cell.toCell(role)).toMatchObject({ status: 'failed', reason: { kind: 'cancelled' } });
  cell.end({ status: 'unsupported', cause: { kind: 'no-webgpu' } });
  expect(cell.toCell(role)).toMatchObject({ status: 'unsupported', reason: { kind: 'no-webgpu' } });
});

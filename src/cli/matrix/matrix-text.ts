import { itemMs, type DeviceMatrix } from '#lib/core/recommendations/device-matrix.ts';
import { isRanked } from '#lib/core/results/compare-cells.ts';
import type { Cell } from '#lib/core/results/run-document.ts';
import { digits } from '../reports/number-words.ts';
import { formatTextTable } from '../text-table.ts';
import { choiceSentences } from './matrix-words.ts';

/** A matrix for a terminal: devices under each other, configurations beside each other, the best with a star. */
export function formatMatrix(matrix: DeviceMatrix, width: number): string {
  const { model, rows, configurations } = matrix;
  const perItem = configurations.some(({ batch }) => batch !== 1) ? ' per item' : '';
  const table = formatTextTable(
    [
      { title: `ms${perItem}, * the best`, align: 'left' },
      ...configurations.map(({ title }) => ({ title, align: 'right' as const })),
    ],
    rows.map((row) => [
      row.name,
      ...row.cells.map((cell) => cellText(cell, cell !== null && cell === row.best)),
    ]),
    width,
  );
  const lines = [
    `${model.name} (${model.format}, ${model.precision})`,
    '',
    ...(table.head === null ? [] : [table.head]),
    ...table.rows,
    '',
    ...choiceSentences(matrix),
  ];
  // A line break inside a row is the table's own; names may hold other controls.
  return `${lines.join('\n').replaceAll(/[^\P{Cc}\n]/gu, ' ')}\n`;
}

function cellText(cell: Cell | null, isBest: boolean): string {
  if (cell === null) return '-';
  if (cell.status !== 'measured') return cell.status;
  const { verdict } = cell.correctness;
  if (!isRanked(cell)) return verdict === 'fail' ? 'WRONG' : 'unchecked';
  return `${isBest ? '*' : ''}${digits(itemMs(cell))}`;
}

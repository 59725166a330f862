export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

type FilledColumn = Column & { readonly at: number; readonly width: number };

const gap = '  ';

/**
 * Rows of plain text in aligned columns; columns in which no row says anything are left out. Where that is wider than
 * `width` characters, the last columns move below their rows, each with its title, until the others fit. The head is
 * null when only the first column is left.
 */
export function formatTextTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): { readonly head: string | null; readonly rows: readonly string[] } {
  const filled = columns
    .map((column, at) => ({ ...column, at, width: widthOf(column, at, rows) }))
    .filter(({ at }) => rows.some((row) => row[at] !== ''));
  let kept = filled.length;
  while (kept > 1 && totalWidth(filled.slice(0, kept)) > width) kept -= 1;
  const [beside, below] = [filled.slice(0, kept), filled.slice(kept)];
  return {
    head: kept > 1 ? line(beside, (column) => column.title) : null,
    rows: rows.map((row) =>
      [line(beside, (column) => row[column.at] ?? ''), ...listed(below, row)].join('\n'),
    ),
  };
}

function widthOf({ title }: Column, at: number, rows: readonly (readonly string[])[]): number {
  return Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length));
}

function totalWidth(columns: readonly FilledColumn[]): number {
  return columns.reduce((sum, column) => sum + column.width, gap.length * (columns.length - 1));
}

function line(columns: readonly FilledColumn[], textOf: (column: FilledColumn) => string): string {
  return columns
    .map((column) => {
      const text = textOf(column);
      return column.align === 'left' ? text.padEnd(column.width) : text.padStart(column.width);
    })
    .join(gap)
    .trimEnd();
}

function listed(columns: readonly FilledColumn[], row: readonly string[]): string[] {
  return columns.filter(({ at }) => row[at] !== '').map(({ title, at }) => `    ${title}: ${row[at]}`);
}

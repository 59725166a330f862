import { cellsOfRuns, type CellInBothRuns, type RunAgainstBase } from '#lib/core/results/compare-runs.ts';
import { cellTitle } from '#lib/core/results/cell-title.ts';
import type { MeasuredCell, RunDocument } from '#lib/core/results/run-document.ts';

/** A configuration across runs. */
export interface ComparisonRow {
  readonly id: string;
  readonly title: string;
  readonly base: MeasuredCell;
  /** In the order of the runs; null where a run has no right result of it, or cannot be compared. */
  readonly others: readonly (CellInBothRuns | null)[];
}

/** A row for each configuration that the base shares with any other run, in the base's order. */
export function comparisonRows(base: RunDocument, compared: readonly RunAgainstBase[]): ComparisonRow[] {
  const among = [...cellsOfRuns([base, ...compared.map(({ run }) => run)]).values()];
  return base.cells.flatMap((cell): ComparisonRow[] => {
    const others = compared.map(({ comparison }) =>
      comparison.status === 'compared' ? (comparison.cells.find(({ id }) => id === cell.id) ?? null) : null,
    );
    if (cell.status !== 'measured' || others.every((other) => other === null)) return [];
    return [{ id: cell.id, title: cellTitle(cell, among), base: cell, others }];
  });
}

/** What the comparison comes to, in a sentence; `name` is the run's own. */
export function comparisonSentence(
  { comparison, score }: RunAgainstBase,
  name: string,
  baseName: string,
): string {
  if (comparison.status === 'refused') return comparison.reason;
  const { cells } = comparison;
  const faster = cells.filter(({ verdict }) => verdict === 'a-faster').length;
  const slower = cells.filter(({ verdict }) => verdict === 'b-faster').length;
  const of = `of ${cells.length} ${cells.length === 1 ? 'configuration' : 'configurations'}`;
  if (faster + slower === 0) {
    const undecided = cells.every(({ verdict }) => verdict === 'undecidable');
    return undecided
      ? `Too few rounds to tell ${name} from ${baseName}.`
      : `No significant difference between ${name} and ${baseName}.`;
  }
  const counts = [
    ...(faster > 0 ? [`faster than ${baseName} on ${faster}`] : []),
    ...(slower > 0 ? [`${faster > 0 ? 'slower' : `slower than ${baseName}`} on ${slower}`] : []),
  ];
  const overall =
    cells.length > 1 && score !== null && (score.verdict === 'a-faster' || score.verdict === 'b-faster')
      ? `, and ${score.verdict === 'a-faster' ? 'faster' : 'slower'} over all`
      : '';
  const sentence = `${name} is ${counts.join(' and ')} ${of}${overall}.`;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

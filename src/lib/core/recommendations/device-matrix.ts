import { incomparable } from '../results/compare-runs.ts';
import { compareCells, isRanked } from '../results/compare-cells.ts';
import { sortCells } from '../results/export-rows.ts';
import type { Cell, MeasuredCell, ModelFacts, Recommendation, RunDocument } from '../results/run-document.ts';
import { backendTitle, type BackendId, type Precision } from '../results/ids.ts';
import { chooseForAll, type ChoiceForAll } from './choose-for-all.ts';
import { recommend } from './recommend.ts';

/** A run of one device in one browser, under the name that people know it by. */
export interface NamedRun {
  readonly name: string;
  readonly document: RunDocument;
}

/** A configuration that may have been measured on several devices. */
export interface SharedConfiguration {
  /** Unique in the matrix. */
  readonly key: string;
  readonly title: string;
  readonly engine: string;
  readonly backend: BackendId;
  /** Asked for; null where every device ran its own number. */
  readonly threads: number | null;
  readonly batch: number;
  readonly precision: Precision;
}

export interface MatrixRow {
  readonly name: string;
  readonly document: RunDocument;
  /** In the order of the configurations; null where the run did not have that one. */
  readonly cells: readonly (Cell | null)[];
  /** The right result with the lowest median per item; null without any. */
  readonly best: MeasuredCell | null;
  /** Says whether the best one is proven to be, and if not, which tie with it. */
  readonly recommendation: Recommendation;
}

/** One model on several devices. */
export interface DeviceMatrix {
  readonly model: ModelFacts;
  readonly configurations: readonly SharedConfiguration[];
  readonly rows: readonly MatrixRow[];
  readonly choice: ChoiceForAll;
}

/**
 * Runs of several devices side by side, a matrix for each model (and protocol, and kind of input): runs that say
 * nothing about each other never share one. A run that was given twice counts once.
 */
export function deviceMatrices(runs: readonly NamedRun[]): DeviceMatrix[] {
  const groups: NamedRun[][] = [];
  for (const run of runs) {
    if (groups.flat().some(({ document }) => document.runId === run.document.runId)) continue;
    const group = groups.find(([first]) => first && incomparable(first.document, run.document) === null);
    if (group === undefined) groups.push([run]);
    else group.push(run);
  }
  return groups.map(matrixOf);
}

function matrixOf(runs: readonly NamedRun[]): DeviceMatrix {
  const all = runs.flatMap(({ document }) => sortCells(document.cells));
  const keyOf = keysFor(runs);
  const byKey = new Map<string, Cell>();
  for (const cell of all) if (!byKey.has(keyOf(cell))) byKey.set(keyOf(cell), cell);
  const configurations = [...byKey].map(([key, cell]) =>
    configurationOf(key, cell, all, key.includes('/t*/')),
  );
  const rows = runs.map(({ name, document }): MatrixRow => {
    const ranked = document.cells.filter(isRanked).toSorted((a, b) => itemMs(a) - itemMs(b));
    return {
      name,
      document,
      cells: configurations.map(({ key }) => document.cells.find((cell) => keyOf(cell) === key) ?? null),
      best: ranked[0] ?? null,
      recommendation: recommend(document.cells, compareCells(document.cells)),
    };
  });
  const [first] = runs;
  if (first === undefined) throw new Error('A group of runs has a first.');
  return { model: first.document.model, configurations, rows, choice: chooseForAll(configurations, rows) };
}

/** Milliseconds per item of the batch, so that batch sizes compare. */
export function itemMs(cell: MeasuredCell): number {
  return cell.latency.medianMs / cell.batch;
}

/**
 * What makes a cell of one device the same configuration as a cell of another: the cell's id. Only the number of
 * threads is left out where no run has two of them: it follows from the device's cores then, and "WASM-threads" is the
 * choice that an application has.
 */
function keysFor(runs: readonly NamedRun[]): (cell: Cell) => string {
  const isSwept = runs.some(({ document }) => {
    const withoutThreads = document.cells.filter(hasThreads).map(openKey);
    return new Set(withoutThreads).size < withoutThreads.length;
  });
  return (cell) => (hasThreads(cell) && !isSwept ? openKey(cell) : cell.id);
}

function openKey(cell: Cell): string {
  return cell.id.replace(/\/t\d+\//, '/t*/');
}

function hasThreads(cell: Cell): boolean {
  return cell.backend === 'wasm-threads';
}

function configurationOf(
  key: string,
  cell: Cell,
  all: readonly Cell[],
  isOpen: boolean,
): SharedConfiguration {
  const differs = (of: (other: Cell) => unknown) => all.some((other) => of(other) !== of(cell));
  const threads = isOpen ? null : cell.threads.requested;
  const details = [
    ...(hasThreads(cell) && threads !== null ? [`${threads} threads`] : []),
    ...(differs((other) => other.batch) ? [`batch ${cell.batch}`] : []),
    ...(differs((other) => other.precision) ? [cell.precision] : []),
  ];
  const engine = differs((other) => other.engine) ? `${cell.engineTitle} ` : '';
  const title = `${engine}${backendTitle(cell.backend)}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
  const { engine: engineId, backend, batch, precision } = cell;
  return { key, title, engine: engineId, backend, threads, batch, precision };
}

import { askedModels, type NamedTarget } from './run-file/plan-runs.ts';
import type { CellSet, RunFile } from './run-file/run-file.ts';

/** What `--list` prints: a line for each run, and how many there are. */
export function runList(file: RunFile, targets: readonly NamedTarget[]): string {
  const cellSets = Array.isArray(file.cells) ? file.cells : [file.cells];
  const lines = targets.flatMap(({ name }) =>
    askedModels(file).flatMap(({ model }) =>
      file.presets.flatMap((preset) =>
        cellSets.map((cells) => `${name}: ${model}, ${preset}, ${cellsInWords(cells)}`),
      ),
    ),
  );
  return `${lines.join('\n')}\n${lines.length} ${lines.length === 1 ? 'run' : 'runs'}\n`.replaceAll(
    /[^\P{Cc}\n]/gu,
    ' ',
  );
}

function cellsInWords(cells: CellSet): string {
  const said = Object.entries(cells).map(([key, values]) => `${key} ${(values ?? []).join('+')}`);
  return said.length === 0 ? 'all cells' : said.join(', ');
}

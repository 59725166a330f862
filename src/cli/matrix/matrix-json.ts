import { itemMs, type DeviceMatrix, type MatrixRow } from '#lib/core/recommendations/device-matrix.ts';
import type { Cell } from '#lib/core/results/run-document.ts';

/** The matrices as JSON for programs; all of it can be computed again from the run documents it names. */
export function matricesAsJson(matrices: readonly DeviceMatrix[]): string {
  const content = {
    format: 'inferometer-matrix',
    version: 1,
    models: matrices.map(({ model, configurations, rows, choice }) => ({
      model: { name: model.name, sha256: model.sha256, format: model.format, precision: model.precision },
      configurations,
      devices: rows.map((row) => ({
        name: row.name,
        runId: row.document.runId,
        environment: row.document.environment,
        results: Object.fromEntries(
          row.cells.flatMap((cell, column) => {
            const key = configurations[column]?.key;
            return cell === null || key === undefined ? [] : [[key, resultOf(cell)]];
          }),
        ),
        best: row.best?.id ?? null,
        tied: row.recommendation.tied,
      })),
      choice: choice.status === 'none' ? null : choiceOf(choice, rows),
    })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function resultOf(cell: Cell) {
  if (cell.status !== 'measured') return { status: cell.status, reason: cell.reason.message };
  const { medianMs, ciLowMs, ciHighMs } = cell.latency;
  return {
    status: cell.status,
    verdict: cell.correctness.verdict,
    medianMs,
    ciLowMs,
    ciHighMs,
    medianMsPerItem: itemMs(cell),
    flags: cell.flags,
  };
}

function choiceOf(choice: Extract<DeviceMatrix['choice'], { status: 'chosen' }>, rows: readonly MatrixRow[]) {
  const nameOf = (row: number) => rows[row]?.name ?? '';
  return {
    configuration: choice.configuration.key,
    worstRegret: choice.worst.ratio,
    meanRegret: choice.meanRatio,
    regrets: choice.regrets.map(({ row, ratio, ciLow, ciHigh }) => ({
      device: nameOf(row),
      ratio,
      ciLow,
      ciHigh,
    })),
    missingOn: choice.missing.map(nameOf),
  };
}

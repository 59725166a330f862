import { cellTitle } from '#lib/core/results/cell-title.ts';
import type { Cell, MeasuredCell } from '#lib/core/results/run-document.ts';
import { chartWords } from '../words/charts.ts';

/** A cell's name beside a chart; a software renderer is never shown as if it were this device's GPU. */
export function cellLabel(cell: MeasuredCell, among: readonly Cell[]): string {
  const title = cellTitle(cell, among);
  if (!cell.flags.includes('software-rendering')) return title;
  return chartWords.bySoftware(title);
}

/** The label in lines for a narrow chart: engine, backend, and what stands in brackets. */
export function labelLines(label: string): string[] {
  return label.split(/ (?=\(|WebGPU|WebGL|WASM-)/);
}

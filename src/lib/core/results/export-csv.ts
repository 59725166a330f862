import { exportColumns, exportRows } from './export-rows.ts';
import type { RunDocument } from './run-document.ts';

/** The cells as comma-separated values (RFC 4180), with the model and the browser in every row. */
export function toCsv(document: RunDocument): string {
  const { model, environment } = document;
  const shared = {
    model: model.name,
    modelSha256: model.sha256,
    browser: `${environment.browser.family} ${environment.browser.majorVersion ?? ''}`.trim(),
    os: environment.os.family,
  };
  const header = [...Object.keys(shared), ...exportColumns];
  const rows = exportRows(document).map((row) => [
    ...Object.values(shared),
    ...exportColumns.map((column) => row[column]),
  ]);
  return [header, ...rows].map((fields) => `${fields.map(quote).join(',')}\r\n`).join('');
}

/** A spreadsheet runs text that begins like a formula, and names of models come from strangers. */
function quote(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

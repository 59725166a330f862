/** Three significant digits, more where the whole number has more, never an exponent. */
export function digits(value: number): string {
  if (value === 0) return '0';
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 6));
}

/** `3.61` and `(3.55–3.68)`, with one number of decimals for all three. */
export function estimate(
  value: number,
  low: number | null,
  high: number | null,
): { readonly value: string; readonly interval: string | null } {
  if (low === null || high === null) return { value: digits(value), interval: null };
  const decimals = (/\.(\d+)$/.exec(digits(value))?.[1] ?? '').length;
  const finer = low !== high && low.toFixed(decimals) === high.toFixed(decimals) ? decimals + 1 : decimals;
  const [shown = '', from = '', to = ''] = [value, low, high].map((each) => each.toFixed(finer));
  return { value: shown, interval: `(${from}–${to})` };
}

/** `3.61 ms (3.55–3.68)` */
export function estimateMs(ms: number, lowMs: number | null, highMs: number | null): string {
  const { value, interval } = estimate(ms, lowMs, highMs);
  return `${value} ms${interval === null ? '' : ` ${interval}`}`;
}

/** `2.33 MB` */
export function bytesInWords(bytes: number): string {
  if (bytes < 1e3) return `${bytes} bytes`;
  if (bytes < 1e6) return `${digits(bytes / 1e3)} kB`;
  return `${digits(bytes / 1e6)} MB`;
}

import { numberFormat } from './number-format.ts';

const decimals = new Map<number, (value: number) => string>();
const whole = numberFormat({ fraction: 0 });
const threeDigits = numberFormat({ significant: 3 });

/** Milliseconds in the unit that keeps them readable: µs under 0.1 ms, s from 10 s on, ms between. */
interface TimeUnit {
  readonly name: 'µs' | 'ms' | 's';
  readonly perMs: number;
}

function timeUnit(ms: number): TimeUnit {
  if (ms !== 0 && ms < 0.1) return { name: 'µs', perMs: 1000 };
  if (ms >= 10_000) return { name: 's', perMs: 0.001 };
  return { name: 'ms', perMs: 1 };
}

/** Digits after the point that give `value` the wanted number of significant digits, none from 100 on with three. */
function fractionDigits(value: number, significantDigits: number): number {
  if (value === 0) return 0;
  return Math.min(6, Math.max(0, significantDigits - 1 - Math.floor(Math.log10(Math.abs(value)))));
}

function fixed(value: number, digits: number): string {
  let format = decimals.get(digits);
  if (format === undefined) {
    format = numberFormat({ fraction: digits });
    decimals.set(digits, format);
  }
  return format(value);
}

/** A duration with three significant digits and its unit: `3.61 ms`. */
export function formatMs(ms: number): string {
  const unit = timeUnit(ms);
  const value = ms * unit.perMs;
  return `${fixed(value, fractionDigits(value, 3))} ${unit.name}`;
}

/** The parts of a sum in one unit, that of the largest: `314 + 102 + 143 ms`. */
export function formatSumMs(partsMs: readonly number[]): string {
  const unit = timeUnit(Math.max(...partsMs));
  const parts = partsMs.map((ms) => fixed(ms * unit.perMs, fractionDigits(ms * unit.perMs, 3)));
  return `${parts.join(' + ')} ${unit.name}`;
}

/** A clock's step, as round as it is: `5 µs`, `0.1 ms`. */
export function formatStep(ms: number): string {
  const unit = timeUnit(ms);
  return `${Number((ms * unit.perMs).toPrecision(2))} ${unit.name}`;
}

export interface EstimateText {
  readonly value: string;
  /** `(3.55–3.68)`, in the unit of `value`; null where there is no interval. */
  readonly interval: string | null;
}

/**
 * A median and its interval, with one unit and as many decimals for both: `3.61 ms`, `(3.55–3.68)`. An interval that
 * three digits would hide gets a fourth.
 */
export function formatEstimateMs(ms: number, lowMs: number | null, highMs: number | null): EstimateText {
  const unit = timeUnit(ms);
  const { value, interval } = withInterval(ms * unit.perMs, scaled(lowMs, unit), scaled(highMs, unit));
  return { value: `${value} ${unit.name}`, interval };
}

/** `1.80×` and `(1.62–2.01)`. */
export function formatEstimateRatio(ratio: number, low: number | null, high: number | null): EstimateText {
  const { value, interval } = withInterval(ratio, low, high);
  return { value: `${value}×`, interval };
}

function withInterval(value: number, low: number | null, high: number | null): EstimateText {
  let digits = fractionDigits(value, 3);
  if (low === null || high === null) return { value: fixed(value, digits), interval: null };
  if (low !== high && fixed(low, digits) === fixed(high, digits)) digits += 1;
  return { value: fixed(value, digits), interval: `(${fixed(low, digits)}–${fixed(high, digits)})` };
}

function scaled(ms: number | null, unit: TimeUnit): number | null {
  return ms === null ? null : ms * unit.perMs;
}

/** `277 per second`. */
export function formatPerSecond(perSecond: number): string {
  return `${perSecond < 1000 ? threeDigits(perSecond) : whole(perSecond)} /s`;
}

/** Decimal units, as networks and disks are sold: `2.33 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${whole(bytes)} B`;
  if (bytes < 1e6) return `${threeDigits(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${threeDigits(bytes / 1e6)} MB`;
  return `${threeDigits(bytes / 1e9)} GB`;
}

/** `330,000`, and `22.7 million` from a million on. */
export function formatCount(count: number): string {
  if (count >= 1e9) return `${threeDigits(count / 1e9)} billion`;
  if (count >= 1e6) return `${threeDigits(count / 1e6)} million`;
  return whole(count);
}

/** A rounded duration for people who wait: `8 s`, `1 min 20 s`, `12 min`. */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const coarse = seconds < 600 ? Math.round(seconds / 10) * 10 : Math.round(seconds / 60) * 60;
  const rest = coarse % 60;
  return rest === 0 ? `${coarse / 60} min` : `${Math.floor(coarse / 60)} min ${rest} s`;
}

/** From a low to a high guess: `20–40 s`, `1–3 min`. */
export function formatSpanRange(lowMs: number, highMs: number): string {
  const inMinutes = highMs >= 90_000;
  const round = (ms: number) =>
    inMinutes ? Math.max(1, Math.round(ms / 60_000)) : Math.max(5, Math.ceil(ms / 5000) * 5);
  const low = round(lowMs);
  const high = round(highMs);
  const unit = inMinutes ? 'min' : 's';
  return low === high ? `${low} ${unit}` : `${low}–${high} ${unit}`;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** An error measure over many orders of magnitude: `0`, `0.012`, `2.1 × 10⁻⁷`. */
export function formatError(value: number): string {
  if (value === 0) return '0';
  if (value >= 1e-3 && value < 1000) return String(Number(value.toPrecision(2)));
  const [mantissa = '', exponent = '0'] = value.toExponential(1).split('e');
  const digits = [...String(Math.abs(Number(exponent)))].map((digit) => superscripts[Number(digit)]).join('');
  return `${mantissa} × 10${Number(exponent) < 0 ? '⁻' : ''}${digits}`;
}

/** `1 × 3 × H × W`; a dimension without name or size is `?`, an unknown rank `unknown`, rank zero `scalar`. */
export function formatShape(shape: readonly (number | string | null)[] | null): string {
  if (shape === null) return 'unknown';
  return shape.length === 0 ? 'scalar' : shape.map((dimension) => dimension ?? '?').join(' × ');
}

/** The first twelve digits; enough to compare by eye. */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 12)}…`;
}

/**
 * How numbers and dates are written: as the visitor is used to, in the digits of the English texts around them. The
 * server, which does not know the visitor, writes them as in English.
 *
 * Nothing of `Intl` is made before it is used: the first use costs a page tens of milliseconds on a phone, at the very
 * moment at which it becomes usable. Numbers in English, the server's and most visitors', do without it.
 */
let visitorLocale: string | null = null;

function locale(): string {
  visitorLocale ??= localeOf(typeof document === 'undefined' ? 'en' : navigator.language);
  return visitorLocale;
}

/** Whether this visitor's numbers are written as the server writes them. */
export function writesAsServer(): boolean {
  return locale() === 'en';
}

/** The locale with Latin digits; English where the browser's own name of it means nothing. */
export function localeOf(language: string): string {
  if (language === 'en' || language === 'en-US') return 'en';
  try {
    return new Intl.Locale(language, { numberingSystem: 'latn' }).toString();
  } catch {
    return 'en';
  }
}

/** The digits of a number: always so many after the point, or so many significant ones, at least or at most. */
export type Digits =
  { readonly fraction: number } | { readonly significant: number } | { readonly significantAtMost: number };

/** @returns what writes numbers with these digits */
export function numberFormat(digits: Digits): (value: number) => string {
  return formatIn(locale, digits);
}

/** @param localeNow asked with every number, not before */
export function formatIn(localeNow: () => string, digits: Digits): (value: number) => string {
  let format: Intl.NumberFormat | null = null;
  return (value) => {
    if (localeNow() === 'en' && isPlain(value)) return inEnglish(value, digits);
    format ??= new Intl.NumberFormat(localeNow(), optionsOf(digits));
    return format.format(value);
  };
}

/** @returns what writes moments */
export function momentFormat(options: Intl.DateTimeFormatOptions): (moment: Date) => string {
  let format: Intl.DateTimeFormat | null = null;
  return (moment) => (format ??= new Intl.DateTimeFormat(locale(), options)).format(moment);
}

/** Numbers that JavaScript's own methods write without powers of ten and without digits that they do not hold. */
function isPlain(value: number): boolean {
  return value === 0 || (value >= 1e-12 && value < 1e15);
}

function optionsOf(digits: Digits): Intl.NumberFormatOptions {
  if ('fraction' in digits) {
    return { minimumFractionDigits: digits.fraction, maximumFractionDigits: digits.fraction };
  }
  return 'significant' in digits
    ? { minimumSignificantDigits: digits.significant, maximumSignificantDigits: digits.significant }
    : { maximumSignificantDigits: digits.significantAtMost };
}

/** What `Intl.NumberFormat` writes in English of the number's exact value (of a number it rounds the shortest decimal). */
function inEnglish(value: number, digits: Digits): string {
  if ('fraction' in digits) return grouped(value.toFixed(digits.fraction));
  const significant = 'significant' in digits ? digits.significant : digits.significantAtMost;
  const rounded = value.toExponential(significant - 1);
  const exponent = Number(rounded.split('e')[1]);
  const fraction = Math.max(0, significant - 1 - exponent);
  const text = Number(rounded).toFixed(fraction);
  return grouped('significant' in digits || fraction === 0 ? text : text.replace(/\.?0+$/, ''));
}

function grouped(text: string): string {
  const [whole = '', ...fraction] = text.split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...fraction].join('.');
}

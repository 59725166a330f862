/**
 * How numbers and dates are written: as the visitor is used to, in the digits of the English texts around them. The
 * server, which does not know the visitor, writes them as in English.
 */
export const numberLocale = localeOf(typeof document === 'undefined' ? 'en' : navigator.language);

/** The locale with Latin digits; English where the browser's own name of it means nothing. */
export function localeOf(language: string): string {
  try {
    return new Intl.Locale(language, { numberingSystem: 'latn' }).toString();
  } catch {
    return 'en';
  }
}

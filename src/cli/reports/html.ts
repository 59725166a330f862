/** Text that may stand in an HTML page as it is. Only `html` makes it. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | false | readonly Part[];

/**
 * HTML from a template: what is put in is escaped unless it is HTML itself, since names of models come from strangers.
 * Lists are joined; null and false leave nothing.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return {
    markup: strings.reduce((text, string, index) => `${text}${render(parts[index - 1] ?? null)}${string}`),
  };
}

function render(part: Part): string {
  if (part === null || part === false) return '';
  if (Array.isArray(part)) return (part as readonly Part[]).map(render).join('');
  if (typeof part === 'object') return (part as Html).markup;
  return escapeText(String(part));
}

/** For HTML and XML, in text and in quoted attributes; control characters, which XML does not take, become spaces. */
export function escapeText(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n]|\p{Cs}|[\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

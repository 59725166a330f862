/**
 * Controls, line separators, the marks that turn a text's direction around, fillers and tags: none has a picture of its
 * own. Joiners stay, which scripts and emoji need.
 */
const unseen =
  /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\u3164\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * A text from outside with nothing in it that hides or reorders its letters: `gpj.exe` must not be made to read
 * `exe.jpg`. Breaks and tabulators become spaces, the others the sign for a character that is not shown.
 */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => (/\s/.test(character) ? ' ' : '\ufffd'));
}

/** Controls, line separators, and the marks that turn a text's direction around: none of them has a picture of its own. */
const unseen = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * A text from outside with nothing in it that hides or reorders its letters: `gpj.exe` must not be made to read
 * `exe.jpg`. Blanks of all kinds become spaces, everything else that is unseen the sign for a character that is not shown.
 */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => (/\s/.test(character) ? ' ' : '\ufffd'));
}

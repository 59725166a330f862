export interface Copied {
  readonly text: string | Promise<string>;
  /** The same as HTML, for documents that take tables; none for plain text. */
  readonly html?: Promise<string>;
}

/**
 * Puts a text on the clipboard. Promises are handed to the browser as they are, where it takes them: Safari refuses what
 * comes after a wait, because the click is over then.
 * @throws whatever the browser refuses with
 */
export async function copyToClipboard({ text, html }: Copied): Promise<void> {
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(await text);
  const blob = async (type: string, content: string | Promise<string>) => new Blob([await content], { type });
  await navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': blob('text/plain', text),
      ...(html === undefined ? {} : { 'text/html': blob('text/html', html) }),
    }),
  ]);
}

/** Gives the visitor a file, through the browser's own download. */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const blob = typeof content === 'string' ? new Blob([content], { type: `${type};charset=utf-8` }) : content;
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The download reads the address after this turn; a minute is enough for any browser to have begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

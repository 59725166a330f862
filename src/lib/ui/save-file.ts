/** Gives the visitor a text as a file, through the browser's own download. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The download reads the address after this turn; a minute is enough for any browser to have begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

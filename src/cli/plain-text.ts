/** Names of files, models and devices may hold anything; what a terminal would obey becomes a space. */
export function plainText(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}

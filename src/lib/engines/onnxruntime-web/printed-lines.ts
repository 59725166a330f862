/**
 * Collects what is printed from now on, besides printing nothing of it. The WASM module takes `console.log` and its
 * kind as they are when it is instantiated, so this has to come before the runtime is loaded.
 */
export function collectPrintedLines(target: Pick<Console, 'log' | 'info' | 'debug'>): () => string {
  const lines: string[] = [];
  const collect = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
  target.log = collect;
  target.info = collect;
  target.debug = collect;
  return () => lines.join('\n');
}

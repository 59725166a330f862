/** Threads that a `wasm-threads` cell asks for unless the plan says otherwise: max(2, min(4, logical cores)). */
export function defaultThreads(logicalCores: number): number {
  return Math.max(2, Math.min(4, logicalCores));
}

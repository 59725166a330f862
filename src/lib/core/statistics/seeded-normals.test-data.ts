/**
 * Seeded standard normal numbers for simulations: Box & Muller's transform (Ann. Math. Stat. 29, 1958) of uniform
 * numbers from a 32-bit xorshift (Marsaglia, "Xorshift RNGs", J. Stat. Software 8, 2003). `seed` is any integer but 0.
 */
export function seededNormals(seed: number): () => number {
  let state = seed | 0;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

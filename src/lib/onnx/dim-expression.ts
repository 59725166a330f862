/**
 * The value of a dimension's name that is a sum of products of numbers and other dimensions, as exporters of decoders
 * write them (`past_sequence_length + 1`). Null where a part of it is unknown, and for names that are no expression.
 */
export function evaluateDimExpression(name: string, sizeOf: (name: string) => number | null): number | null {
  if (!isDimExpression(name)) return null;
  let sum = 0;
  for (const term of name.split('+')) {
    let product = 1;
    for (const factor of term.split('*')) {
      const size = factorSize(factor.trim(), sizeOf);
      if (size === null) return null;
      product *= size;
    }
    sum += product;
  }
  return sum;
}

export function isDimExpression(name: string): boolean {
  return /[^\s+*]\s*[+*]\s*[^\s+*]/.test(name);
}

function factorSize(factor: string, sizeOf: (name: string) => number | null): number | null {
  return /^\d+$/.test(factor) ? Number(factor) : sizeOf(factor);
}

import { encode } from 'uqr';

/** A code to scan, as one path of squares: `size` units wide, its quiet border included. */
export interface QrCode {
  readonly size: number;
  readonly path: string;
}

/** The largest code holds 2,953 bytes; more than about a thousand make squares too small for a phone's camera. */
const mostBytes = 1200;
/** ISO/IEC 18004 asks for four light modules on every side. */
const border = 4;

/** Null for a text that is too long to be scanned from a screen. */
export function qrCodeOf(text: string): QrCode | null {
  if (new TextEncoder().encode(text).length > mostBytes) return null;
  const { data, size } = encode(text, { ecc: 'L', border });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: path.join('') };
}

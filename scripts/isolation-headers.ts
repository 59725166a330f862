/**
 * What makes a page cross-origin isolated, and with it SharedArrayBuffer and fine clocks possible.
 * `require-corp` is the one value of COEP that Safari takes too; a dedicated worker's own script must carry it as well.
 */
export const isolationHeaders: Record<string, string> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    // Files are compressed once by scripts/compress.ts: the adapter's own pass spends most of a build on 27 MB of wasm.
    adapter: adapter({ precompress: false }),
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'worker-src': ['self', 'blob:'],
        // A model may come from any address the visitor types; the site itself asks nobody but its own server.
        'connect-src': ['self', 'blob:', 'data:', 'https:', 'http:'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
      },
    },
  },
};

import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    // Files are compressed once by scripts/compress.ts: the adapter's own pass spends most of a build on 27 MB of wasm.
    adapter: adapter({ precompress: false }),
    // Styles of a page come with it, some kilobytes: asked for one by one they hold up its first paint on a slow network.
    inlineStyleThreshold: 20_000,
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'style-src': ['self'],
        // Widths and colours that pages are rendered with; style sheets and elements need the nonce.
        'style-src-attr': ['unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'worker-src': ['self', 'blob:'],
        // A model may come from any address the visitor types, from a server on this machine too; the site itself asks
        // nobody but its own server.
        'connect-src': ['self', 'blob:', 'data:', 'https:', 'http://localhost:*', 'http://127.0.0.1:*'],
        'manifest-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
      },
    },
  },
};

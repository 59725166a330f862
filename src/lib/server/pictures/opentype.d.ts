/** The package's main file is CommonJS, whose names Node cannot import one by one; this one is the same as a module. */
declare module 'opentype.js/dist/opentype.mjs' {
  export * from 'opentype.js';
}

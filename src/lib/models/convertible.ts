/** What TensorFlow and Keras save that has to be converted first, told by the file's name; null for other names. */
export function convertible(name: string): string | null {
  if (/saved_model\.pb(txt)?$/i.test(name)) return 'a TensorFlow SavedModel';
  if (/\.pb(txt)?$/i.test(name)) return 'a TensorFlow graph';
  return /\.(h5|hdf5|keras)$/i.test(name) ? 'a Keras model' : null;
}

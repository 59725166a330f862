/** Enough for everything that converters write before a model's graph and weights. */
const looksAtBytes = 2 ** 16;

/**
 * Whether a JSON file is a TensorFlow.js model, as far as its beginning tells: folders hold other JSON files too, and
 * reading them all would take long. False for what the browser does not give.
 */
export async function looksLikeTfjsModel(json: Blob): Promise<boolean> {
  const head = await headOf(json);
  return /"(modelTopology|weightsManifest)"\s*:|"format"\s*:\s*"(graph|layers)-model"/.test(head);
}

async function headOf(blob: Blob): Promise<string> {
  try {
    return await blob.slice(0, looksAtBytes).text();
  } catch (error) {
    if (error instanceof DOMException) return '';
    throw error;
  }
}

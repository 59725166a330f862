/**
 * Inputs and outputs that an application would keep where they are computed, by name: a key-value cache that one
 * decoding step takes and the next one continues. Uploading them before every run and reading them back after it
 * would measure the bus. The catalogue names them; a model of the user's own has none.
 */
export interface ResidentTensors {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export const noResidents: ResidentTensors = { inputs: [], outputs: [] };

import { layoutOnnx, type FilePiece } from '#lib/onnx/write.ts';
import { WeightMaker } from './weights.ts';
import { zooGraph, type ZooGraph, type ZooProblem, type ZooRequest } from './zoo-graph.ts';

export interface ZooFile {
  readonly status: 'built';
  readonly byteLength: number;
  readonly graph: ZooGraph;
}

export type ZooBuildProblem =
  ZooProblem | { readonly status: 'too-large'; readonly message: string; readonly byteLength: number };

export type ZooBuild = (ZooFile & { readonly file: Blob }) | ZooBuildProblem;

type Progress = (doneBytes: number, totalBytes: number) => void;

/** Bytes that are made at a time. */
const stretchBytes = 4 * 2 ** 20;
/** Elements that are made at a time: few enough to stay in a processor's cache until they are copied. */
const elementsAtOnce = 2 ** 16;

/**
 * Builds a model's whole file as a blob, stretch by stretch: what is done already lies with the browser and not in
 * this thread's memory. Takes a second for 100 MB: call it in a worker.
 */
export function buildZooModel(request: ZooRequest, onProgress?: Progress): ZooBuild {
  const stretches: Blob[] = [];
  const built = streamZooModel(request, (stretch) => stretches.push(new Blob([stretch])), onProgress);
  return built.status === 'built' ? { ...built, file: new Blob(stretches) } : built;
}

/**
 * Makes a model's file from its first byte to its last and hands it on in stretches of a few megabytes, which the
 * receiver may keep. Nothing else of the weights is held.
 */
export function streamZooModel(
  request: ZooRequest,
  onStretch: (bytes: Uint8Array<ArrayBuffer>) => void,
  onProgress: Progress = () => {},
): ZooFile | ZooBuildProblem {
  const graph = zooGraph(request);
  if (graph.status !== 'ready') return graph;
  const layout = layoutOnnx(graph.model);
  if (layout.status === 'too-large') return layout;
  const { byteLength } = layout;
  let doneBytes = 0;
  const stretches = new Stretches((bytes) => {
    doneBytes += bytes.length;
    onStretch(bytes);
    onProgress(doneBytes, byteLength);
  });
  for (const piece of layout.pieces) writePiece(piece, graph, stretches);
  stretches.finish();
  return { status: 'built', byteLength, graph };
}

function writePiece(piece: FilePiece, graph: ZooGraph, stretches: Stretches): void {
  if (piece.kind === 'bytes') return stretches.write(piece.bytes);
  const spec = graph.weights.get(piece.tensor.name);
  if (spec === undefined) throw new Error(`Nothing says what ${piece.tensor.name} holds.`);
  const maker = new WeightMaker(spec, graph.seedName);
  const elements = spec.dims.reduce((product, size) => product * size, 1);
  for (let made = 0; made < elements; made += elementsAtOnce)
    stretches.write(maker.take(Math.min(elementsAtOnce, elements - made)));
}

/** Joins pieces of any length to stretches of one. */
class Stretches {
  readonly #take: (bytes: Uint8Array<ArrayBuffer>) => void;
  #stretch = new Uint8Array(stretchBytes);
  #filled = 0;

  constructor(take: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#take = take;
  }

  write(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length;) {
      const part = bytes.subarray(from, from + stretchBytes - this.#filled);
      this.#stretch.set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
      if (this.#filled < stretchBytes) continue;
      this.#take(this.#stretch);
      this.#stretch = new Uint8Array(stretchBytes);
      this.#filled = 0;
    }
  }

  finish(): void {
    if (this.#filled > 0) this.#take(this.#stretch.subarray(0, this.#filled));
    this.#filled = 0;
  }
}

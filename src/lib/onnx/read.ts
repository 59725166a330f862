import { PbfReader } from 'pbf';
import { foreignFormat, type ForeignFormat } from './foreign-format.ts';
import { readGraph, withoutAlias } from './read-graph.ts';
import { readEntry } from './read-tensor.ts';
import type { OnnxGraph, OnnxModel, OpsetImport } from './schema.ts';
import { readFields, WireError, type WireField } from './wire.ts';

/** The largest file that protobuf, and with it ONNX, allows: 2 GiB. Larger models keep their weights beside it. */
export const largestOnnxBytes = 2 ** 31 - 1;

export type UnreadableReason =
  | {
      readonly kind: 'empty' | 'not-onnx' | 'damaged' | 'too-deep' | 'no-graph' | 'no-nodes' | 'no-opset';
      readonly message: string;
    }
  | { readonly kind: 'truncated'; readonly message: string; readonly missingBytes: number }
  | { readonly kind: 'too-large'; readonly message: string; readonly limitBytes: number }
  | ForeignFormat;

export type ReadOnnx =
  | { readonly status: 'read'; readonly model: OnnxModel }
  | { readonly status: 'unreadable'; readonly reason: UnreadableReason };

/**
 * Reads the whole of an ONNX file, weights as views into `bytes`. Never throws, whatever the bytes; what cannot be
 * read comes back with a reason whose `message` is a sentence for people.
 */
export function readOnnx(bytes: Uint8Array): ReadOnnx {
  if (bytes.length === 0) return unreadable({ kind: 'empty', message: 'The file is empty.' });
  if (bytes.length > largestOnnxBytes) return unreadable(tooLarge);
  const partial = new PartialModel();
  try {
    readFields(new PbfReader(bytes), bytes.length, (field) => partial.take(field));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return unreadable(foreignFormat(bytes) ?? partial.whyBroken(error, bytes.length));
  }
  const model = partial.model();
  if (model === null) return unreadable(foreignFormat(bytes) ?? (partial.looksLikeOnnx ? noGraph : notOnnx));
  if (model.graph.nodes.length === 0) return unreadable(partial.looksLikeOnnx ? noNodes : notOnnx);
  // Mandatory from IR version 3 on, and written after the graph: without it the file was cut off right there.
  if (model.opsetImports.length === 0 && model.irVersion >= 3) return unreadable(noOpset);
  return { status: 'read', model };
}

/** What has been read so far, so that a file that breaks off can be told from one that never was ONNX. */
class PartialModel {
  #irVersion = 0;
  #producerName = '';
  #producerVersion = '';
  #docString = '';
  #graph: OnnxGraph | null = null;
  #graphBegun = false;
  readonly #opsetImports: OpsetImport[] = [];
  readonly #metadata: Record<string, string> = {};
  readonly #functions: Uint8Array[] = [];

  /** Every ONNX file states its IR version, a small number, before anything else. */
  get looksLikeOnnx(): boolean {
    return this.#irVersion > 0 && this.#irVersion < 1000;
  }

  take(field: WireField): void {
    if (field.number === 1) this.#irVersion = field.int();
    else if (field.number === 2) this.#producerName = field.text();
    else if (field.number === 3) this.#producerVersion = field.text();
    else if (field.number === 6) this.#docString = field.text();
    else if (field.number === 7) {
      this.#graphBegun = true;
      this.#graph = readGraph(field);
    } else if (field.number === 8) this.#opsetImports.push(readOpset(field));
    else if (field.number === 14) readEntry(field, this.#metadata);
    else if (field.number === 25) this.#functions.push(field.bytes());
  }

  model(): OnnxModel | null {
    if (this.#graph === null) return null;
    return {
      irVersion: this.#irVersion,
      producerName: this.#producerName,
      producerVersion: this.#producerVersion,
      ...(this.#docString === '' ? {} : { docString: this.#docString }),
      opsetImports: this.#opsetImports,
      graph: this.#graph,
      metadata: this.#metadata,
      functions: this.#functions,
    };
  }

  whyBroken(error: WireError, length: number): UnreadableReason {
    if (error.problem === 'too-deep') return tooDeep;
    if (!this.looksLikeOnnx) return notOnnx;
    // Inside the graph every length has been checked against the graph's own, which fits into the file.
    const brokenOff = error.problem === 'overrun' && error.fieldEnd > length && !this.#graphIsBroken();
    return brokenOff ? truncated(error.fieldEnd - length) : damaged;
  }

  #graphIsBroken(): boolean {
    return this.#graphBegun && this.#graph === null;
  }
}

function readOpset(field: WireField): OpsetImport {
  let domain = '';
  let version = 0;
  field.message((part) => {
    if (part.number === 1) domain = withoutAlias(part.text());
    else if (part.number === 2) version = part.int();
  });
  return { domain, version };
}

function unreadable(reason: UnreadableReason): ReadOnnx {
  return { status: 'unreadable', reason };
}

function truncated(missingBytes: number): UnreadableReason {
  const message =
    'The file breaks off before the end of the model: at least ' +
    `${missingBytes} ${missingBytes === 1 ? 'byte is' : 'bytes are'} missing. Download or copy it again.`;
  return { kind: 'truncated', message, missingBytes };
}

const tooLarge: UnreadableReason = {
  kind: 'too-large',
  message:
    'The file is larger than 2 GiB, the most an ONNX file can be. Export the model with external data.',
  limitBytes: largestOnnxBytes,
};
const notOnnx: UnreadableReason = { kind: 'not-onnx', message: 'The file is not an ONNX model.' };
const damaged: UnreadableReason = {
  kind: 'damaged',
  message: 'The file begins like an ONNX model, but its contents are damaged. Download or export it again.',
};
const tooDeep: UnreadableReason = {
  kind: 'too-deep',
  message: 'The model nests graphs inside graphs more deeply than can be read here.',
};
const noGraph: UnreadableReason = {
  kind: 'no-graph',
  message: 'The file begins like an ONNX model but holds no graph. It may have been cut off.',
};
const noNodes: UnreadableReason = {
  kind: 'no-nodes',
  message: 'The model has no operators, so there is nothing to measure.',
};
const noOpset: UnreadableReason = {
  kind: 'no-opset',
  message: 'The model does not say which operator set it uses. It may have been cut off.',
};

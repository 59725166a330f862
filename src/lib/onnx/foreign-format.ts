import { isOrtFormat } from './ort-format.ts';

/** What a file is instead of ONNX, as far as its first bytes tell. */
export interface ForeignFormat {
  readonly kind:
    | 'ort-format'
    | 'tflite'
    | 'html'
    | 'json'
    | 'text'
    | 'git-lfs-pointer'
    | 'zip'
    | 'gzip'
    | 'hdf5'
    | 'gguf'
    | 'safetensors';
  readonly message: string;
}

/** Recognises other formats that get named `.onnx`. Null for bytes of no known kind. */
export function foreignFormat(bytes: Uint8Array): ForeignFormat | null {
  if (isOrtFormat(bytes))
    return {
      kind: 'ort-format',
      message: 'This is a model in ORT format. Name it .ort to have it measured.',
    };
  const binary = binarySignatures.find(({ at, signature }) => hasSignature(bytes, at, signature));
  if (binary !== undefined) return { kind: binary.kind, message: binary.message };
  return textFormat(bytes);
}

const binarySignatures: readonly (ForeignFormat & { at: number; signature: string })[] = [
  {
    kind: 'tflite',
    at: 4,
    signature: 'TFL3',
    message: 'This is a TensorFlow Lite model, not an ONNX model.',
  },
  {
    kind: 'zip',
    at: 0,
    signature: 'PK\x03\x04',
    message: 'This is a zip archive or a PyTorch file. Unpack it, or export the model as ONNX.',
  },
  {
    kind: 'gzip',
    at: 0,
    signature: '\x1f\x8b',
    message: 'This is a gzip archive. Unpack it and choose the .onnx file inside.',
  },
  {
    kind: 'hdf5',
    at: 0,
    signature: '\x89HDF',
    message: 'This is an HDF5 file, as Keras writes them. Export the model as ONNX.',
  },
  { kind: 'gguf', at: 0, signature: 'GGUF', message: 'This is a GGUF model, not an ONNX model.' },
  {
    kind: 'safetensors',
    at: 8,
    signature: '{"',
    message: 'This is a safetensors file: weights without a graph. Export the model as ONNX.',
  },
];

function hasSignature(bytes: Uint8Array, at: number, signature: string): boolean {
  return [...signature].every((character, index) => bytes[at + index] === character.charCodeAt(0));
}

const looksAtBytes = 1024;

function textFormat(bytes: Uint8Array): ForeignFormat | null {
  const head = bytes.subarray(0, looksAtBytes);
  if (!head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)) return null;
  const beginning = decodeHead(head, bytes.length > looksAtBytes)
    ?.trimStart()
    .toLowerCase();
  if (beginning === undefined) return null;
  if (beginning.startsWith('version https://git-lfs'))
    return {
      kind: 'git-lfs-pointer',
      message:
        'This is a Git LFS pointer, a short text in place of the model. Run “git lfs pull”, or download the model itself.',
    };
  if (beginning.startsWith('<!doctype') || beginning.startsWith('<html'))
    return {
      kind: 'html',
      message:
        'This is a web page, not a model. The address may lead to a page about the model instead of the file.',
    };
  if (beginning.startsWith('{') || beginning.startsWith('['))
    return { kind: 'json', message: 'This is a JSON text, not an ONNX model.' };
  return { kind: 'text', message: 'This is a text file, not an ONNX model.' };
}

/** Null for what is not UTF-8. A character that the head cuts in two is no error. */
function decodeHead(head: Uint8Array, isCut: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: isCut });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

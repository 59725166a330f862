/** `.ort`: the same models as ONNX in a FlatBuffer, whose file identifier stands at byte 4. */
const identifier = 'ORTM';

/** Whether the bytes are a model in ONNX Runtime's own format. */
export function isOrtFormat(bytes: Uint8Array): boolean {
  return [...identifier].every((character, index) => bytes[4 + index] === character.charCodeAt(0));
}

/** What is known of a model in ORT format without running it: nothing; the engine's session tells its inputs. */
export interface OrtDescription {
  readonly format: 'ort';
  readonly inputs: null;
  readonly outputs: null;
  readonly operators: null;
  readonly parameters: null;
}

/** Null where the bytes are not in ORT format. */
export function describeOrt(bytes: Uint8Array): OrtDescription | null {
  if (!isOrtFormat(bytes)) return null;
  return { format: 'ort', inputs: null, outputs: null, operators: null, parameters: null };
}

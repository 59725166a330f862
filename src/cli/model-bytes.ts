import { externalDataNeeds, type ExternalDataNeed } from '#lib/models/external-data.ts';
import { isOrtFormat } from '#lib/onnx/ort-format.ts';
import { largestOnnxBytes, readOnnx } from '#lib/onnx/read.ts';
import { refused, valid, type Parsed } from './option-values.ts';

/** What a model's own file tells before any browser starts. */
export interface CheckedModel {
  /** Under which the page takes it: with the ending that tells the format. */
  readonly name: string;
  /** Files with weights that must lie beside it. */
  readonly externalData: readonly ExternalDataNeed[];
}

/** The most bytes that a model's own file can have. */
export const largestModelBytes = largestOnnxBytes;

/**
 * Says what is wrong with a model's bytes, or which further files it needs. The format is told by the contents where
 * the name's ending does not tell it, as with addresses.
 */
export function checkModelBytes(name: string, bytes: Uint8Array): Parsed<CheckedModel> {
  const isNamedOnnx = /\.onnx$/i.test(name);
  if (isOrtFormat(bytes) && !isNamedOnnx) {
    return valid({ name: /\.ort$/i.test(name) ? name : `${name}.ort`, externalData: [] });
  }
  const read = readOnnx(bytes);
  if (read.status === 'unreadable') return refused(`${name}: ${read.reason.message}`);
  const externalData = externalDataNeeds(read.model);
  const outside = externalData.find(({ location }) => !isInside(location));
  if (outside !== undefined) {
    return refused(
      `${name} keeps weights in ${outside.location}, outside its own folder, which is not read.`,
    );
  }
  return valid({ name: isNamedOnnx ? name : `${name}.onnx`, externalData });
}

function isInside(location: string): boolean {
  const isAbsolute = /^[/\\]/.test(location) || /^[a-z][a-z0-9+.-]*:/i.test(location);
  return location !== '' && !isAbsolute && !location.split(/[/\\]/).includes('..');
}

/** For weights that end before the model says they do. */
export function tooShort(modelName: string, location: string): string {
  return `${location} ends before the weights of ${modelName} do. Download or copy it again.`;
}

import { bitsPerElement } from '#lib/onnx/data-type.ts';
import { elementsOf, storedTensors } from '#lib/onnx/parameters.ts';
import type { ExternalData, OnnxModel, OnnxTensor } from '#lib/onnx/schema.ts';
import type { NamedBlob } from '#lib/workers/named-blob.ts';

/** A file that a model refers to: its path beside the model as the model spells it, and the bytes it must hold. */
export interface ExternalDataNeed {
  readonly location: string;
  readonly neededBytes: number;
}

/** Every file that the model's weights lie in, in order of first use. */
export function externalDataNeeds(model: OnnxModel): ExternalDataNeed[] {
  const needs = new Map<string, number>();
  for (const { tensor } of storedTensors(model.graph)) {
    const data = tensor.externalData;
    if (data === undefined) continue;
    needs.set(data.location, Math.max(needs.get(data.location) ?? 0, endOf(tensor, data)));
  }
  return [...needs].map(([location, neededBytes]) => ({ location, neededBytes }));
}

function endOf(tensor: OnnxTensor, { offset, length }: ExternalData): number {
  const bits = bitsPerElement(tensor.dataType) ?? 0;
  return offset + (length ?? Math.ceil((elementsOf(tensor) * bits) / 8));
}

export type FoundExternalData =
  | { readonly status: 'found'; readonly files: readonly NamedBlob[] }
  | { readonly status: 'missing'; readonly missing: readonly string[] };

/**
 * Finds the files that a model refers to among the files given: by the path relative to the model's folder, else by
 * the file's bare name where only one has it. What is found carries the name that the model uses.
 */
export function findExternalData(
  needs: readonly ExternalDataNeed[],
  modelName: string,
  files: readonly NamedBlob[],
): FoundExternalData {
  const found: NamedBlob[] = [];
  const missing: string[] = [];
  for (const { location } of needs) {
    const path = resolvePath(folderOf(modelName), location);
    const sameName = files.filter((file) => baseName(file.name) === baseName(location));
    const match =
      files.find((file) => resolvePath([], file.name) === path) ??
      (sameName.length === 1 ? sameName[0] : undefined);
    if (match === undefined) missing.push(location);
    else found.push({ name: location, blob: match.blob });
  }
  return missing.length === 0 ? { status: 'found', files: found } : { status: 'missing', missing };
}

/** The first file that ends before the model's weights do, or null. */
export function shortExternalData(
  needs: readonly ExternalDataNeed[],
  files: readonly NamedBlob[],
): { readonly file: string; readonly bytes: number; readonly neededBytes: number } | null {
  for (const { location, neededBytes } of needs) {
    const size = files.find((file) => file.name === location)?.blob.size;
    if (size !== undefined && size < neededBytes) return { file: location, bytes: size, neededBytes };
  }
  return null;
}

/**
 * The address of a file that a model at `modelAddress` refers to; null where the path leads out of the model's folder
 * (`..`, `/…`, `https:…`, backslashes), which a model from elsewhere must not make this page read.
 */
export function externalDataAddress(modelAddress: URL, location: string): URL | null {
  const parts = location.split('/').filter((part) => part !== '.');
  const isUnsafe = (part: string) => part === '' || part === '..' || /[\\:\0]/.test(part);
  if (parts.length === 0 || parts.some(isUnsafe)) return null;
  return new URL(parts.map(encodeURIComponent).join('/'), modelAddress);
}

/** The address of a shard of a TensorFlow.js model: its loader hands the model's query (signatures, formats) on. */
export function shardAddress(modelAddress: URL, location: string): URL | null {
  const address = externalDataAddress(modelAddress, location);
  if (address !== null) address.search = modelAddress.search;
  return address;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return pathParts(path).at(-1) ?? path;
}

function folderOf(path: string): string[] {
  return pathParts(path).slice(0, -1);
}

function resolvePath(folder: readonly string[], path: string): string {
  const resolved = [...folder];
  for (const part of pathParts(path)) {
    if (part === '..') resolved.pop();
    else resolved.push(part);
  }
  return resolved.join('/');
}

function pathParts(path: string): string[] {
  return path.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
}

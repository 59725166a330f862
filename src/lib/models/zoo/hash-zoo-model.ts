import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { streamZooModel, type ZooBuildProblem, type ZooFile } from './build-zoo-model.ts';
import type { ZooRequest } from './zoo-graph.ts';

/** Builds a model's file and keeps nothing of it but its SHA-256, in hexadecimal. */
export function hashZooModel(request: ZooRequest): (ZooFile & { readonly sha256: string }) | ZooBuildProblem {
  const hash = sha256.create();
  const built = streamZooModel(request, (bytes) => hash.update(bytes));
  return built.status === 'built' ? { ...built, sha256: bytesToHex(hash.digest()) } : built;
}

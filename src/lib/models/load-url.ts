import type { NamedBlob } from '#lib/workers/named-blob.ts';
import { fileNameOf, isInsecure, ownSiteRoot, parseAddress } from './addresses.ts';
import {
  completeModel,
  inspectFile,
  largestFileBytes,
  sizeProblem,
  type Inspected,
} from './complete-model.ts';
import { download } from './download.ts';
import { externalDataAddress, shardAddress, type ExternalDataNeed } from './external-data.ts';
import {
  noPreset,
  problemOutcome,
  type LoadOptions,
  type LoadOutcome,
  type ModelPreset,
} from './loaded-model.ts';

/**
 * Downloads a model, and the external data it refers to from the same folder. The address begins with `https://` or
 * `http://`, or with `/` or `.` for a file of this site. The model's `ref` is `url:` and the address as given.
 */
export async function loadUrl(address: string, options: LoadOptions = {}): Promise<LoadOutcome> {
  const given = address.trim();
  const siteRoot = options.siteRoot ?? ownSiteRoot();
  const url = parseAddress(given, siteRoot);
  if (url === null) return problemOutcome({ kind: 'bad-address', address: given });
  if (isInsecure(url, siteRoot)) return problemOutcome({ kind: 'insecure-address', address: given });
  return loadAddress({ url, ref: `url:${given}`, name: fileNameOf(url), preset: noPreset }, options);
}

/** A model at an address that is known to be one. */
export interface AddressedModel {
  readonly url: URL;
  readonly ref: string;
  readonly name: string;
  readonly preset: ModelPreset;
  /** What the SHA-256 of each of its files must be, the model's own first. */
  readonly fileSha256?: readonly string[];
}

/** Downloads a model and its external data, one file after the other. */
export async function loadAddress(source: AddressedModel, options: LoadOptions): Promise<LoadOutcome> {
  const { url, ref, name, preset } = source;
  const downloaded = await downloadFile(url, fileNameOf(url), 0, options);
  if (downloaded.status === 'problem') return downloaded;
  const model = { name: fileNameOf(url), blob: downloaded.blob };
  const inspected = await inspectFile(model, url.href, options, preset);
  if (inspected.status === 'problem') return inspected;
  const fileSha256 = source.fileSha256 ?? null;
  if (fileSha256 !== null && fileSha256[0] !== inspected.sha256)
    return problemOutcome({ kind: 'checksum', name });
  const external = await downloadExternalData(source, inspected, model.blob.size, options);
  if ('status' in external) return external;
  return completeModel({ ref, name, model, inspected, externalData: external, preset, fileSha256 }, options);
}

async function downloadExternalData(
  source: AddressedModel,
  inspected: Inspected,
  before: number,
  options: LoadOptions,
): Promise<NamedBlob[] | (LoadOutcome & { status: 'problem' })> {
  const { name, url } = source;
  const wanted = inspected.externalData.map((need) => ({
    ...need,
    url:
      inspected.shardGroups.length > 0
        ? shardAddress(url, need.location)
        : externalDataAddress(url, need.location),
  }));
  const unsafe = wanted.find((need) => need.url === null);
  if (unsafe !== undefined)
    return problemOutcome({ kind: 'unsafe-external-data', name, location: unsafe.location });
  const files: NamedBlob[] = [];
  let receivedBytes = before;
  for (const need of wanted as readonly (ExternalDataNeed & { url: URL })[]) {
    const { location } = need;
    const file = await downloadFile(need.url, location, receivedBytes, options);
    if (file.status === 'problem')
      return isAbsent(file)
        ? problemOutcome({ kind: 'missing-external-data', name, missing: [location] })
        : file;
    receivedBytes += file.blob.size;
    files.push({ name: location, blob: file.blob });
  }
  return files;
}

function isAbsent(outcome: LoadOutcome): boolean {
  return (
    outcome.status === 'problem' && outcome.problem.kind === 'http-status' && outcome.problem.status === 404
  );
}

/** Progress counts all files together; `before` bytes have arrived with the earlier ones. */
async function downloadFile(
  url: URL,
  name: string,
  before: number,
  options: LoadOptions,
): Promise<{ status: 'downloaded'; blob: Blob } | (LoadOutcome & { status: 'problem' })> {
  const outcome = await download(url, {
    name,
    limitBytes: largestFileBytes,
    signal: options.signal,
    stallLimitMs: options.stallLimitMs,
    onProgress: (receivedBytes, totalBytes) =>
      options.onProgress?.({
        step: 'downloading',
        receivedBytes: before + receivedBytes,
        totalBytes: totalBytes === null ? null : before + totalBytes,
      }),
  });
  if (outcome.status === 'problem') return problemOutcome(outcome.problem);
  return sizeProblem({ name, blob: outcome.blob }) ?? outcome;
}

import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileAddress } from '#lib/models/addresses.ts';
import { externalDataAddress, shardAddress } from '#lib/models/external-data.ts';
import { checkModelBytes, largestModelBytes, wrongWeights } from './model-bytes.ts';
import type { ModelFile } from './models.ts';
import { refused, valid, type Parsed } from './option-values.ts';

export interface DownloadOptions {
  /** An empty folder for the files. */
  readonly folder: string;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
  /** How long a server may keep silent. */
  readonly silenceLimitMs?: number;
}

/**
 * Downloads a model, and the files with its weights that lie beside it, into `folder`. Node asks instead of the page, so
 * that servers which do not let other sites read their files (CORS) are no obstacle.
 */
export async function downloadModel(address: string, options: DownloadOptions): Promise<Parsed<ModelFile[]>> {
  const name = nameOf(address);
  const path = join(options.folder, name);
  const failure = await downloadFile(address, path, largestModelBytes, options);
  if (failure !== null) return refused(failure);
  const checked = checkModelBytes(name, await readFile(path));
  if (checked.status === 'refused') {
    const direct = fileAddress(address);
    const advice = direct === null ? '' : ` The file itself is at ${direct}.`;
    return refused(`${address} did not give a model. ${checked.message}${advice}`);
  }
  const addressOf = checked.value.shardGroups.length > 0 ? shardAddress : externalDataAddress;
  const files: ModelFile[] = [{ path, name: checked.value.name }];
  const sizes = new Map<string, number>();
  // A folder of their own: the model's file may have any name.
  const weightsFolder = await mkdtemp(join(options.folder, 'weights-'));
  for (const [index, { location }] of checked.value.externalData.entries()) {
    const besides = addressOf(new URL(address), location);
    if (besides === null)
      return refused(`${name} keeps weights in ${location}, which has no address beside it.`);
    // A name of our own: the location comes from a stranger's model.
    const besidesPath = join(weightsFolder, String(index));
    const problem = await downloadFile(besides.href, besidesPath, Number.POSITIVE_INFINITY, options);
    if (problem !== null) return refused(`${name} keeps weights in ${location} beside it. ${problem}`);
    sizes.set(location, (await stat(besidesPath)).size);
    files.push({ path: besidesPath, name: location });
  }
  const wrong = wrongWeights(name, checked.value, (location) => sizes.get(location) ?? 0);
  if (wrong !== null) return refused(wrong);
  return valid(files);
}

function nameOf(address: string): string {
  const last = new URL(address).pathname.split('/').findLast((part) => part !== '') ?? '';
  const readable = decodeSafely(last)
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
    .slice(-120);
  return /^\.*$/.test(readable) ? 'model' : readable;
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

class TooLarge extends Error {}

/** Null when the file is there, else a sentence. */
async function downloadFile(
  address: string,
  path: string,
  limitBytes: number,
  { onProgress, signal, silenceLimitMs = 60_000 }: DownloadOptions,
): Promise<string | null> {
  const host = new URL(address).host;
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceLimitMs);
  let receivedBytes = 0;
  let isAnswered = false;
  try {
    const response = await fetch(address, { signal: AbortSignal.any([signal, silence.signal]) });
    isAnswered = true;
    if (!response.ok) return `${address} answered with status ${response.status}${hint(response.status)}`;
    const body = response.body;
    if (body === null) return `${address} answered with nothing.`;
    const totalBytes = sizeOf(response);
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of body) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceLimitMs);
        receivedBytes += chunk.length;
        if (receivedBytes > limitBytes) throw new TooLarge();
        onProgress(`Downloading from ${host}: ${inMegabytes(receivedBytes, totalBytes)}`);
        yield chunk;
      }
    };
    await pipeline(chunks, createWriteStream(path));
    return null;
  } catch (error) {
    if (error instanceof TooLarge)
      return `${address} gives more than 2 GiB, the most that a model file can be.`;
    if (signal.aborted) return 'The download was cancelled.';
    const within = `${silenceLimitMs / 1000} seconds`;
    if (silence.signal.aborted && !isAnswered) return `${host} did not answer within ${within}.`;
    if (silence.signal.aborted) return `${host} stopped sending ${address} for ${within}.`;
    if (isNetworkError(error)) {
      if (isAnswered)
        return `The download of ${address} broke off after ${inMegabytes(receivedBytes, null)}. Try again.`;
      return `${host} cannot be reached${reasonOf(error)}. Check the address and the network.`;
    }
    if (error instanceof Error && 'syscall' in error)
      return `${host} gave more than can be kept here: ${error.message}.`;
    throw error;
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

function hint(status: number): string {
  if (status === 404 || status === 410) return ': there is no such file.';
  if (status === 401 || status === 403)
    return ': it does not give this file to everybody. Download it yourself.';
  return '.';
}

/** Null where the server does not say, or where it says how long the file is compressed. */
function sizeOf(response: Response): number | null {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  return response.headers.has('content-encoding') || !Number.isFinite(length) ? null : length;
}

function inMegabytes(bytes: number, totalBytes: number | null): string {
  const text = (bytes / 1e6).toFixed(1);
  return totalBytes === null ? `${text} MB` : `${text} of ${(totalBytes / 1e6).toFixed(1)} MB`;
}

/** `fetch` says TypeError for everything that the network does; the cause tells more. */
function isNetworkError(error: unknown): error is TypeError {
  return error instanceof TypeError;
}

function reasonOf(error: TypeError): string {
  const cause = error.cause as { code?: unknown } | undefined;
  switch (cause?.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return ': no machine of that name was found';
    case 'ECONNREFUSED':
      return ': it refused the connection';
    default:
      return '';
  }
}

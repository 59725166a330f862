import { visibleText } from '#lib/core/visible-text.ts';
import { fileAddress, hostOf } from './addresses.ts';

/** Why a model could not be had or read. Each kind becomes one sentence through `explainProblem`. */
export type ModelProblem =
  | { kind: 'nothing-given' }
  | { kind: 'no-model-among-files'; files: readonly string[] }
  | { kind: 'several-models'; models: readonly string[] }
  | { kind: 'no-such-model'; name: string; models: readonly string[] }
  | { kind: 'format-not-read'; name: string; format: 'TensorFlow Lite' }
  | { kind: 'convert-first'; name: string; format: string }
  | { kind: 'empty'; name: string }
  | { kind: 'unreadable'; name: string; detail: string }
  | { kind: 'too-large'; name: string; bytes: number; limitBytes: number }
  | { kind: 'missing-external-data'; name: string; missing: readonly string[] }
  | { kind: 'short-external-data'; name: string; file: string; bytes: number; neededBytes: number }
  | {
      kind: 'wrong-shard-bytes';
      name: string;
      files: readonly string[];
      bytes: number;
      expectedBytes: number;
    }
  | { kind: 'unsafe-external-data'; name: string; location: string }
  | { kind: 'bad-address'; address: string }
  | { kind: 'insecure-address'; address: string }
  | { kind: 'refused-or-unreachable'; address: string }
  | { kind: 'http-status'; address: string; status: number }
  | { kind: 'web-page'; address: string }
  | { kind: 'no-answer'; address: string; receivedBytes: number; limitMs: number }
  | { kind: 'download-cut'; address: string; receivedBytes: number; expectedBytes: number | null }
  | { kind: 'not-on-shelf'; id: string; nearest: string | null }
  | { kind: 'lacking-on-shelf'; id: string }
  | { kind: 'unknown-reference'; ref: string }
  | { kind: 'file-not-held'; ref: string }
  | { kind: 'checksum'; name: string }
  | { kind: 'dimension'; detail: string }
  | { kind: 'input'; input: string; detail: string }
  | { kind: 'inspection-stopped'; name: string; detail: string }
  /** `detail` is a sentence. */
  | { kind: 'zoo'; detail: string }
  | { kind: 'suite'; ref: string; models: readonly string[] }
  | { kind: 'build-stopped'; id: string; detail: string }
  | { kind: 'cancelled' };

const whatIsRead =
  'Models in .onnx and .ort files and TensorFlow.js models (a model.json with its weight files) are read.';

/** One or two sentences for people: what is wrong, and what to do about it. Never holds a stack. */
export function explainProblem(problem: ModelProblem): string {
  // Names and addresses in it come from anybody.
  return visibleText(sentenceOf(problem));
}

function sentenceOf(problem: ModelProblem): string {
  switch (problem.kind) {
    case 'nothing-given':
      return 'No files were given. Choose an .onnx or .ort file, or the model.json of a TensorFlow.js model, with the files that hold its weights.';
    case 'no-model-among-files':
      return `There is no model among the files given (${someOf(problem.files)}). ${whatIsRead}`;
    case 'several-models':
      return `Several models were given: ${someOf(problem.models)}. Choose one of them.`;
    case 'no-such-model':
      return `${problem.name} is not among the models given: ${someOf(problem.models)}.`;
    case 'format-not-read':
      return `${problem.name} is a ${problem.format} model, which is not read yet. ${whatIsRead}`;
    case 'convert-first':
      return `${problem.name} is ${problem.format}, which browsers cannot run as it is. Convert it with tensorflowjs_converter and give the model.json that it writes together with its .bin files, or export the model as ONNX.`;
    case 'empty':
      return `${problem.name} is empty.`;
    case 'unreadable':
      return `${problem.name} could not be read. ${problem.detail}`;
    case 'too-large':
      return `${problem.name} has ${inBytes(problem.bytes)}, and a file may have at most ${inBytes(problem.limitBytes)}. Spread the weights over several files.`;
    case 'missing-external-data':
      return `${problem.name} keeps its weights in ${problem.missing.length === 1 ? 'another file that was' : 'other files that were'} not found: ${someOf(problem.missing)}. Give the model together with ${problem.missing.length === 1 ? 'this file' : 'these files'}.`;
    case 'short-external-data':
      return `${problem.file} holds only ${inBytes(problem.bytes)}, but ${problem.name} has weights in it up to ${inBytes(problem.neededBytes)}. It was cut off, or belongs to another model.`;
    case 'wrong-shard-bytes':
      return `${wordedList(problem.files)} ${problem.files.length === 1 ? 'holds' : 'hold'} ${exactBytes(problem.bytes)}${problem.files.length === 1 ? '' : ' together'}, but ${problem.name} describes weights of ${exactBytes(problem.expectedBytes)} there. ${problem.bytes < problem.expectedBytes ? 'The weights were cut off, or belong' : 'The weights belong'} to another model.`;
    case 'unsafe-external-data':
      return `${problem.name} refers to weights outside its own folder (${problem.location}), which are not fetched. Download the files and drop them here together.`;
    case 'bad-address':
      return `“${problem.address}” is not an address that can be read. Write one that begins with https://, or with / for a file of this site.`;
    case 'insecure-address':
      return `${problem.address} is an http address, and models are read from https addresses only, or from a server on this very machine (http://localhost). Use the file’s https address, or download the file and drop it here.`;
    case 'refused-or-unreachable':
      return withHint(
        problem.address,
        `Nothing could be read from ${hostOf(problem.address)}: it is unreachable, or it does not allow other sites to read its files (CORS).`,
        'Download the file and drop it here instead.',
      );
    case 'http-status':
      return withHint(problem.address, httpSentence(problem.address, problem.status), '');
    case 'web-page':
      return withHint(
        problem.address,
        `${problem.address} answered with a web page, not a model.`,
        'Use the address of the file itself, or download the file and drop it here.',
      );
    case 'no-answer':
      return problem.receivedBytes === 0
        ? `${hostOf(problem.address)} sent nothing for ${inSeconds(problem.limitMs)}. Try again later, or download the file and drop it here.`
        : `${hostOf(problem.address)} sent nothing more for ${inSeconds(problem.limitMs)}, after ${inBytes(problem.receivedBytes)}. Try again.`;
    case 'download-cut':
      return `The download from ${hostOf(problem.address)} broke off after ${inBytes(problem.receivedBytes)}${problem.expectedBytes === null ? '' : ` of ${inBytes(problem.expectedBytes)}`}. Try again.`;
    case 'not-on-shelf':
      return `The shelf has no model “${problem.id}”${problem.nearest === null ? '.' : `; did you mean “${problem.nearest}”?`}`;
    case 'lacking-on-shelf':
      return `This site lacks the model “${problem.id}”: it could not be fetched when the site was set up.`;
    case 'unknown-reference':
      return `“${problem.ref}” names no model. A model is named by zoo:NAME, shelf:NAME, url:ADDRESS or file:SHA256.`;
    case 'file-not-held':
      return 'The file that this plan measures is not here. Drop it on the page again.';
    case 'checksum':
      return `${problem.name} is not the file it should be: its SHA-256 differs from the catalogue's. Load it again; if that does not help, set the site up again.`;
    case 'dimension':
      return problem.detail;
    case 'input':
      return `The input ${problem.input} ${problem.detail}`;
    case 'inspection-stopped':
      return `Reading ${problem.name} stopped: ${problem.detail}`;
    case 'zoo':
      return problem.detail;
    case 'suite':
      return `${problem.ref} is a suite: measure its models one after the other (${problem.models.join(', ')}).`;
    case 'build-stopped':
      return `Building ${problem.id} stopped: ${problem.detail}. There may be too little memory for it.`;
    case 'cancelled':
      return 'Loading was cancelled.';
  }
}

function httpSentence(address: string, status: number): string {
  if (status === 404 || status === 410)
    return `${hostOf(address)} has no file at ${address} (it answered ${status}).`;
  if (status === 401 || status === 403)
    return `${hostOf(address)} does not give the file at ${address} to everybody (it answered ${status}). Download the file and drop it here instead.`;
  if (status === 429) return `${hostOf(address)} asks to wait before reading again (it answered 429).`;
  if (status >= 500)
    return `${hostOf(address)} has an error of its own (it answered ${status}). Try again later.`;
  return `${hostOf(address)} did not give the file at ${address} (it answered ${status}).`;
}

/** Ends with the address of the file itself where the one given is known to be a page about it, else with `otherwise`. */
function withHint(address: string, sentence: string, otherwise: string): string {
  const file = fileAddress(address);
  const hint =
    file === null ? otherwise : `This is the address of a page about the file; the file itself is at ${file}`;
  return hint === '' ? sentence : `${sentence} ${hint}`;
}

const namesShown = 4;

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).join(', ');
  return names.length > namesShown ? `${shown} and ${names.length - namesShown} more` : shown;
}

function wordedList(names: readonly string[]): string {
  return names.length === 2 ? names.join(' and ') : someOf(names);
}

function exactBytes(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes`;
}

function inBytes(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(4))} ${units[power - 1]}`;
}

function inSeconds(ms: number): string {
  const seconds = Number((ms / 1000).toFixed(1));
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

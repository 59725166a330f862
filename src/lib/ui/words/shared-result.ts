import type { SharedCell, SharedResult } from '#lib/core/results/shared-result.ts';

export const sharedWords = {
  verdict: 'Verdict',
  caption: 'Every configuration that was measured',
  about:
    'Medians of the rounds with their 95 % intervals, computed on this server from the samples that were sent. The line shows both on a common logarithmic scale.',
  withoutInterval: 'Fewer than three rounds have no interval.',
  columns: {
    configuration: 'Configuration',
    median: 'Median time',
    interval: 'Interval',
    speedup: 'Times as fast as one WASM thread',
    throughput: 'Throughput',
    first: 'First result after',
    threads: 'Threads',
    outputs: 'Outputs',
  },
  baseline: 'the baseline',
  standing: { fastest: 'fastest', tied: 'tied for fastest' },
  verdicts: {
    reference: 'reference',
    pass: 'correct',
    warn: 'inexact',
    fail: 'wrong result',
    unchecked: 'unchecked',
  } satisfies Record<SharedCell['verdict'], string>,
  unnamedModel: 'A model of its sender’s own',
  facts: 'What was measured, and how',
  fact: {
    model: 'Model',
    format: 'Format',
    bytes: 'Size',
    parameters: 'Parameters',
    macs: 'MACs of one run',
    sha256: 'SHA-256',
    rounds: 'Rounds',
    clock: 'Clock step',
    protocol: 'Protocol',
    isolated: 'Isolated page',
    app: 'Inferometer',
    received: 'Received',
  },
  notCounted: 'not counted',
  yes: 'yes',
  no: 'no',
  protocol: (version: number) => `version ${version}`,
  rounds: (fewest: number, most: number) => (fewest === most ? String(fewest) : `${fewest} to ${most}`),
  anonymity:
    'The sender’s browser made this document anonymous before it left: short words and steps for the device, no address, no account. What somebody sends is checked for being possible, but nobody watched it being measured.',
  lab: 'A rig of this site’s keeper measured this on a schedule, with the same page.',
  measure: 'Measure the same model here',
  json: 'All samples as JSON',
  share: 'Pass it on',
  remove: 'Delete this result',
  mine: 'It was sent from this browser.',
  foreign:
    'If you sent it from another browser, paste the token that deletes it. That browser can copy it, on the page where the result was sent.',
  token: 'Token',
  tokenWrong: 'Paste the whole token, and nothing else.',
  delete: 'Delete',
  deleteMine: 'Delete my result',
  deleteQuestion: 'Delete it for good, here and from the leaderboard?',
  deleteWithoutScript: 'Deleting needs JavaScript, which is switched off in this browser.',
  deletedHeading: 'This result was deleted.',
  deleted: 'It is gone from this page, from its picture and from every board.',
  goneTitle: 'No such result · Inferometer',
  goneHeading: 'There is no result at this address.',
  gone: 'Its sender deleted it, or the address is not complete. Nothing is kept of a deleted result, so this page cannot tell which.',
  unavailableTitle: 'Not reachable · Inferometer',
  unavailableHeading: 'The results cannot be read at the moment.',
  unavailable: 'The leaderboard’s store does not answer. Nothing is lost; try again in a minute.',
  toBoards: 'Go to the leaderboard',
  toStart: 'Measure this device',
} as const;

export function sharedModelName({ model }: Pick<SharedResult, 'model'>): string {
  return model.title ?? sharedWords.unnamedModel;
}

/** Heading of a result's page: `SqueezeNet on an Android phone`. */
export function sharedHeading(model: string, device: string): string {
  return `${model} on ${/^[AEIOUaeiou]/.test(device) ? 'an' : 'a'} ${device}`;
}

export function senderInWords({ origin, rig }: Pick<SharedResult, 'origin' | 'rig'>): string {
  return origin === 'lab' ? `Lab result of the rig ${rig ?? ''}`.trim() : 'Result of a visitor';
}

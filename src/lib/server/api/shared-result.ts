import * as v from 'valibot';
import { sharedCells, type SharedResult } from '#lib/core/results/shared-result.ts';
import { resultIdSchema } from '#lib/core/results/submission.ts';
import type { StoredResult } from '../leaderboard/store.ts';
import { modelTitle } from './model-title.ts';
import type { Service } from './service.ts';

export type SharedOutcome =
  | { readonly status: 'found'; readonly result: SharedResult }
  /** Never was, or was deleted: nothing is kept of a deleted result, so nobody can tell. */
  | { readonly status: 'unknown' }
  | { readonly status: 'unavailable' };

/**
 * A stored result as its page shows it, quarantined ones too: their sender must not learn of it. Slots, digests and
 * samples stay here.
 */
export async function readSharedResult({ store, devices }: Service, id: string): Promise<SharedOutcome> {
  if (!v.is(resultIdSchema, id)) return { status: 'unknown' };
  const outcome = await store.read(id);
  if (outcome.status === 'unavailable') return { status: 'unavailable' };
  if (outcome.status === 'unknown') return outcome;
  return { status: 'found', result: sharedResult(outcome.result, devices) };
}

function sharedResult(
  { id, submission, origin, rig, receivedDay }: StoredResult,
  devices: Service['devices'],
): SharedResult {
  const { model, device, catalogueDevice, protocolVersion, appVersion, clockResolutionMs } = submission;
  const { sha256, format, bytes, precision, parameters, macs } = model;
  return {
    id,
    receivedDay,
    origin,
    rig,
    device,
    deviceName: devices.get(catalogueDevice ?? '')?.name ?? null,
    model: {
      title: modelTitle(model),
      ref: model.source === 'own' || model.id === null ? null : `${model.source}:${model.id}`,
      ...{ sha256, format, bytes, precision, parameters, macs },
    },
    protocolVersion,
    appVersion,
    clockResolutionMs,
    ...sharedCells(submission),
  };
}

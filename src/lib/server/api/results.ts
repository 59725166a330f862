import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { latencyOf } from '#lib/core/results/latency.ts';
import { resultIdSchema, submissionBytesLimit, type Submission } from '#lib/core/results/submission.ts';
import { submittedRounds } from '#lib/core/results/submitted-rounds.ts';
import { countedCells } from '../leaderboard/counted-cells.ts';
import type { NewResult, StoredResult } from '../leaderboard/store.ts';
import { responseOf, type Answer } from './answer.ts';
import { clientAddress } from './client-address.ts';
import { bearerToken } from './metrics.ts';
import { judge } from './plausibility.ts';
import { problemAnswer, problemResponse, unavailable, type Problem } from './problem.ts';
import type { LimitOutcome } from './rate-limit.ts';
import { bodyOfRequest, readJsonBody, type Header, type SentBody } from './read-body.ts';
import { readSubmission } from './read-submission.ts';
import type { Service } from './service.ts';

export type Sender = {
  readonly header: Header;
  readonly body: SentBody;
  /** The site's own. */
  readonly origin: string;
  /** Of the connection. */
  readonly address: string;
};

/**
 * Takes a submission: 201 once it would survive a power cut. An implausible one gets the same answer and goes into
 * quarantine: whoever makes results up must not learn which rule gave them away.
 */
export async function answerPost(service: Service, sender: Sender): Promise<Answer> {
  const outcome = await takeResult(service, sender);
  service.metrics.count('inferometer_submissions_total', { outcome: outcome.counted });
  if ('problem' in outcome) return problemAnswer(outcome.problem);
  const location = `/api/v1/results/${outcome.id}`;
  return {
    status: 201,
    headers: { 'content-type': 'application/json', location, 'cache-control': 'no-store' },
    text: JSON.stringify({ id: outcome.id, href: location }),
  };
}

export async function postResult(
  service: Service,
  { request, origin, address }: Pick<Sender, 'origin' | 'address'> & { readonly request: Request },
): Promise<Response> {
  const header: Header = (name) => request.headers.get(name);
  return responseOf(await answerPost(service, { header, body: bodyOfRequest(request), origin, address }));
}

type Taken =
  | { readonly counted: 'public' | 'quarantined' | 'repeated'; readonly id: string }
  | { readonly counted: string; readonly problem: Problem };

async function takeResult(service: Service, sender: Sender): Promise<Taken> {
  const { header } = sender;
  const address = clientAddress(header('x-forwarded-for'), sender.address, service.settings.trustedProxies);
  const origin = await originOf(service, sender, address);
  if ('problem' in origin) return refused(origin.problem);
  const body = await readJsonBody(header, sender.body, submissionBytesLimit);
  if (body.status === 'refused') return refused(body.problem);
  const read = readSubmission(body.json);
  if (read.status === 'invalid') return refused(read.problem);
  const { submission } = read;
  const fault = keyFault(header, submission) ?? deviceFault(service, submission);
  if (fault !== null) return refused(fault);
  if (origin.kind === 'crowd') {
    const limited = service.limit?.slots(
      address,
      submission.cells.map(({ slot }) => slot),
    );
    if (limited?.status === 'limited') return refused(tooMany(limited));
  }
  return keep(service, submission, body.bodySha256, origin);
}

async function keep(
  { store, known, devices }: Service,
  submission: Submission,
  bodySha256: string,
  origin: NewResult['origin'],
): Promise<Taken> {
  const id = submission.resultId;
  const catalogued = devices.get(submission.catalogueDevice ?? '') ?? null;
  const judged = judge(submission, known, catalogued);
  const disposition: NewResult['disposition'] =
    judged.status === 'plausible' ? { status: 'public' } : { status: 'quarantined', reason: judged.reason };
  const receivedDay = new Date().toISOString().slice(0, 10);
  const cells = countedCells(submission);
  const outcome = await store.submit({ submission, cells, bodySha256, origin, disposition, receivedDay });
  switch (outcome.status) {
    case 'accepted':
      return { counted: disposition.status, id };
    case 'repeated':
      return { counted: 'repeated', id };
    case 'conflict':
      return refused(otherBody);
    case 'unavailable':
      return refused(unavailable);
  }
}

/** The crowd sends from the site's own pages; a rig from anywhere, with its key and without the crowd's limits. */
async function originOf(
  { store, limit }: Service,
  { header, origin }: Sender,
  address: string,
): Promise<NewResult['origin'] | { problem: Problem }> {
  const key = bearerToken(header('authorization'));
  if (key !== null) {
    const rig = await store.rigOf(sha256(key));
    if (rig.status === 'known') return { kind: 'lab', rig: rig.name };
    if (rig.status === 'unavailable') return { problem: unavailable };
  }
  const limited = limit?.request(address);
  if (limited?.status === 'limited') return { problem: tooMany(limited) };
  if (key !== null) return { problem: unknownRig };
  return header('origin') === origin ? { kind: 'crowd' } : { problem: foreignOrigin };
}

function keyFault(header: Header, { resultId }: Submission): Problem | null {
  // The header's grammar wants a quoted text; most clients send a bare one.
  const given =
    header('idempotency-key')
      ?.trim()
      .replace(/^"(.*)"$/, '$1') ?? null;
  return given === resultId ? null : wrongKey;
}

function deviceFault({ devices }: Service, { catalogueDevice }: Submission): Problem | null {
  if (catalogueDevice === null || devices.has(catalogueDevice)) return null;
  const errors = [{ pointer: '/catalogueDevice', detail: 'must be the id of a device of the catalogue' }];
  return { status: 422, kind: 'invalid-submission', detail: 'One field is not as it must be.', errors };
}

/** A result as it was sent, without what is the sender's alone, and with the figures that its samples give. */
export async function getResult({ store }: Service, id: string): Promise<Response> {
  if (!v.is(resultIdSchema, id)) return problemResponse(noSuchResult);
  const outcome = await store.read(id);
  switch (outcome.status) {
    case 'found':
      return new Response(JSON.stringify(answerOf(outcome.result)), {
        // It may be deleted at any moment, and then must not linger in caches.
        headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      });
    case 'unknown':
      return problemResponse(noSuchResult);
    case 'unavailable':
      return problemResponse(unavailable);
  }
}

function answerOf({ id, submission, origin, rig, receivedDay }: StoredResult) {
  const { deletionTokenSha256: _, cells, ...rest } = submission;
  const shown = cells.map(({ slot: _slot, ...cell }) => ({
    ...cell,
    latency: latencyOf(submittedRounds(cell)),
  }));
  return { id, origin, rig, receivedDay, submission: { ...rest, cells: shown } };
}

/** Erases a result for whoever holds the token that was made with it. */
export async function deleteResult({ store }: Service, request: Request, id: string): Promise<Response> {
  if (!v.is(resultIdSchema, id)) return problemResponse(noSuchResult);
  const token = bearerToken(request.headers.get('authorization'));
  if (token === null) return problemResponse(noToken);
  const outcome = await store.remove(id, sha256(token));
  switch (outcome.status) {
    case 'removed':
      return new Response(null, { status: 204 });
    case 'forbidden':
      return problemResponse(wrongToken);
    case 'unknown':
      return problemResponse(noSuchResult);
    case 'unavailable':
      return problemResponse(unavailable);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function refused(problem: Problem): Taken {
  return { counted: problem.kind, problem };
}

function tooMany({ retryAfterSeconds }: Extract<LimitOutcome, { status: 'limited' }>): Problem {
  return {
    status: 429,
    kind: 'too-many-requests',
    detail: `Too much was sent from this network; try again in ${retryAfterSeconds} seconds.`,
    headers: { 'retry-after': String(retryAfterSeconds), connection: 'close' },
  };
}

const foreignOrigin: Problem = {
  status: 403,
  kind: 'foreign-origin',
  detail: 'Results are taken from this site’s own pages, or with a rig’s key.',
  headers: { connection: 'close' },
};
const unknownRig: Problem = {
  status: 401,
  kind: 'unknown-rig',
  detail: 'The key is of no rig that this server knows.',
  headers: { 'www-authenticate': 'Bearer', connection: 'close' },
};
const wrongKey: Problem = {
  status: 422,
  kind: 'idempotency-key',
  detail: 'The header Idempotency-Key must be the document’s resultId.',
  errors: [{ pointer: '/resultId', detail: 'must be what the header Idempotency-Key says' }],
};
const otherBody: Problem = {
  status: 409,
  kind: 'other-body',
  detail: 'A result of this id was taken with another body; a changed result needs an id of its own.',
};
const noSuchResult: Problem = { status: 404, kind: 'not-found', detail: 'There is no such result.' };
const noToken: Problem = {
  status: 401,
  kind: 'no-token',
  detail: 'Deleting needs the result’s token: Authorization: Bearer TOKEN.',
  headers: { 'www-authenticate': 'Bearer' },
};
const wrongToken: Problem = {
  status: 403,
  kind: 'wrong-token',
  detail: 'The token is not the one that this result was sent with.',
};

import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  filesIn,
  prepareFolder,
  readIfThere,
  removeDurably,
  syncFile,
  writeDurably,
} from './durable-files.ts';
import { newSecretText, rigSecret, type RigSecret } from './rig-secret.ts';

/** So many results are remembered as sent. */
const sentKept = 1000;

/** Something that will not be sent, and why. */
export interface SetAside {
  readonly name: string;
  readonly reason: string;
}

/**
 * A rig's folder on disk. A run goes from `measured` (documents as the bench command wrote them) to `queue`
 * (submissions, named by their id) to `sent` (their ids alone), or to `set-aside` with a reason. Each step writes the
 * next place before it clears the last, and repeating a step changes nothing: whenever the power goes, the next start
 * goes on where it was.
 */
export class Spool {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get lockPath(): string {
    return join(this.#folder, 'lock');
  }

  async prepare(): Promise<void> {
    for (const name of ['.', 'measured', 'queue', 'sent', 'set-aside'])
      await prepareFolder(join(this.#folder, name));
  }

  /** Made at the first start, and the same ever after. */
  async secret(): Promise<RigSecret> {
    const path = join(this.#folder, 'secret');
    let text = (await readIfThere(path)) ?? '';
    if (!/^[0-9a-f]{64}$/.test(text)) {
      text = newSecretText();
      await writeDurably(path, text);
    }
    return rigSecret(text);
  }

  /** Where the bench command shall write the documents of a measurement that begins now. */
  newMeasuredPath(now: Date): string {
    return join(this.#folder, 'measured', `${now.toISOString().replaceAll(/[:.]/g, '-')}.json`);
  }

  /** Paths of measurements that are not queued yet. */
  async measured(): Promise<string[]> {
    return (await filesIn(join(this.#folder, 'measured'))).map((name) =>
      join(this.#folder, 'measured', name),
    );
  }

  async flushMeasured(path: string): Promise<void> {
    await syncFile(path);
  }

  async forgetMeasured(path: string): Promise<void> {
    await removeDurably(path);
  }

  /** Puts a submission into the queue, unless it was sent before. */
  async enqueue(resultId: string, json: string): Promise<void> {
    if ((await readIfThere(this.#at('sent', resultId))) !== null) return;
    await writeDurably(this.#at('queue', resultId), json);
  }

  /** Ids of submissions that wait. */
  async queued(): Promise<string[]> {
    return (await filesIn(join(this.#folder, 'queue'))).map((name) => name.replace(/\.json$/, ''));
  }

  /** The body as it was queued; a repetition must be the same to the last byte. */
  async bodyOf(resultId: string): Promise<string> {
    return (await readIfThere(this.#at('queue', resultId))) ?? '';
  }

  async markSent(resultId: string, at: Date): Promise<void> {
    await writeDurably(
      this.#at('sent', resultId),
      `${JSON.stringify({ resultId, sentAt: at.toISOString() })}\n`,
    );
    await removeDurably(this.#at('queue', resultId));
  }

  /** Drops the oldest memories of what was sent. */
  async trimSent(): Promise<void> {
    const sent = await this.sent();
    for (const { resultId } of sent.slice(0, Math.max(0, sent.length - sentKept)))
      await removeDurably(this.#at('sent', resultId));
  }

  /** What was sent, oldest first. */
  async sent(): Promise<{ resultId: string; sentAt: string }[]> {
    const names = await filesIn(join(this.#folder, 'sent'));
    const records = await Promise.all(
      names.map(async (name) => {
        const text = await readIfThere(join(this.#folder, 'sent', name));
        return JSON.parse(text ?? '{}') as { resultId: string; sentAt: string };
      }),
    );
    return records.toSorted((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  }

  /** Keeps a queued submission, or a measurement, that cannot be sent as it is. */
  async setAside(from: { queued: string } | { measured: string }, reason: string): Promise<void> {
    const path = 'queued' in from ? this.#at('queue', from.queued) : from.measured;
    const name = path.split(/[\\/]/).at(-1) ?? '';
    const place = join(this.#folder, 'set-aside', name);
    await writeDurably(place.replace(/\.json$/, '.reason.txt'), `${reason}\n`);
    await rename(path, place);
    await syncFile(place);
  }

  async setAsides(): Promise<SetAside[]> {
    const folder = join(this.#folder, 'set-aside');
    const names = await filesIn(folder);
    return Promise.all(
      names.map(async (name) => {
        const reason = await readIfThere(join(folder, name.replace(/\.json$/, '.reason.txt')));
        return { name, reason: (reason ?? '').trim() };
      }),
    );
  }

  #at(place: 'queue' | 'sent', resultId: string): string {
    return join(this.#folder, place, `${resultId}.json`);
  }
}

import { buildSubmission, sendableName } from '#lib/core/results/build-submission.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';
import { anonymise } from '#lib/device/anonymise.ts';
import { clientSecret, randomDigits, rememberSent } from '#lib/runs/sent-results.ts';
import { digestOf, slotMaker } from '#lib/runs/slots.ts';
import { deleteFromLeaderboard, postToLeaderboard } from '../leaderboard-requests.ts';
import { loadedOrMissing } from '../loaded-or-missing.ts';
import { sendWords } from '../words/send-result.ts';

export type Sending =
  | { readonly status: 'closed' }
  /** Shown to be read before anything leaves. */
  | { readonly status: 'shown' }
  | { readonly status: 'sending' }
  /** `kept`: whether this browser keeps the token, so that the result can be deleted after this page. */
  | { readonly status: 'sent'; readonly kept: boolean }
  | { readonly status: 'deleted' };

/** One run on its way to the leaderboard. Nothing is sent before `send`, and then exactly the text that is shown. */
export class SendResult {
  state = $state.raw<Sending>({ status: 'closed' });
  problem = $state<string | null>(null);
  /** What will be sent, letter by letter; null while it cannot be made. */
  json = $state.raw<string | null>(null);
  device = $state<string | null>(null);
  withName = $state(false);
  /** As which name the model would go; null where it needs none or has none that can be sent. */
  readonly name: string | null;
  readonly resultId = randomDigits(32);
  readonly #run: RunDocument;
  /** Deletes the result; copied where its sender asks for it, shown nowhere. */
  readonly token = randomDigits(64);

  constructor(run: RunDocument) {
    this.#run = run;
    this.name = /^(zoo|shelf):/.test(run.model.ref) ? null : sendableName(run.model.name);
  }

  open(): Promise<void> {
    this.state = { status: 'shown' };
    return this.#make();
  }

  close(): void {
    this.state = { status: 'closed' };
    this.problem = null;
  }

  chooseDevice(id: string | null): Promise<void> {
    this.device = id;
    return this.#make();
  }

  chooseName(sent: boolean): Promise<void> {
    this.withName = sent;
    return this.#make();
  }

  async send(): Promise<void> {
    if (this.json === null || this.state.status !== 'shown') return;
    this.problem = null;
    this.state = { status: 'sending' };
    const outcome = await postToLeaderboard(this.resultId, this.json);
    if (outcome.status === 'refused') {
      this.problem = outcome.message;
      this.state = { status: 'shown' };
      return;
    }
    const kept = rememberSent({
      resultId: this.resultId,
      token: this.token,
      modelName: this.#run.model.name,
      sentOn: new Date().toISOString().slice(0, 10),
    });
    this.state = { status: 'sent', kept };
  }

  async remove(): Promise<void> {
    this.problem = null;
    const outcome = await deleteFromLeaderboard(this.resultId, this.token);
    if (outcome.status === 'refused') this.problem = outcome.message;
    else this.state = { status: 'deleted' };
  }

  async #make(): Promise<void> {
    const loaded = await loadedOrMissing(Promise.all([slotMaker(clientSecret()), digestOf(this.token)]));
    if (loaded.status === 'missing') {
      this.close();
      this.problem = loaded.message;
      return;
    }
    const [slotOf, deletionTokenSha256] = loaded.value;
    const built = buildSubmission(this.#run, {
      device: anonymise(this.#run.environment, this.#run.worstPressure),
      catalogueDevice: this.device,
      withModelName: this.withName,
      resultId: this.resultId,
      deletionTokenSha256,
      slotOf,
    });
    this.json = built.status === 'built' ? built.json : null;
    this.problem = built.status === 'built' ? null : sendWords.refusals[built.status];
  }
}

import type { PlannedRun } from './planned-run.ts';
import type { FromTarget, RunToMeasure } from './targets/messages.ts';

/** A cell that took the browser down with it this often is given up, and the rest of the run goes on without it. */
const crashesOfOneCell = 2;

type Loss = Omit<Extract<FromTarget, { kind: 'lost' }>, 'kind'>;

/** Which of a target's runs are still to be measured, and what is known of their earlier attempts. */
export class TargetAttempts {
  #pending: RunToMeasure[];
  readonly #restartsLeft: Map<string, number>;
  readonly #losses = new Map<string, Loss[]>();

  /** @param isResumed whether an earlier command, which was ended, may have begun these runs */
  constructor(runs: readonly PlannedRun[], restarts: number, isResumed: boolean) {
    this.#pending = runs.map((run) => ({ run, cause: isResumed ? 'command-ended' : null, crashed: [] }));
    this.#restartsLeft = new Map(runs.map(({ id }) => [id, restarts]));
  }

  get pending(): readonly RunToMeasure[] {
    return this.#pending;
  }

  settle(id: string): void {
    this.#pending = this.#pending.filter(({ run }) => run.id !== id);
  }

  settleAll(): void {
    this.#pending = [];
  }

  /** Takes note of a browser that was lost. Whether the run is tried again; if not it is settled. */
  lose(loss: Loss): boolean {
    const left = this.#restartsLeft.get(loss.id) ?? 0;
    if (left === 0) {
      this.settle(loss.id);
      return false;
    }
    this.#restartsLeft.set(loss.id, left - 1);
    const losses = [...(this.#losses.get(loss.id) ?? []), loss];
    this.#losses.set(loss.id, losses);
    const cells = new Set(losses.flatMap(({ cell }) => cell ?? []));
    const crashed = [...cells].flatMap((cell) => {
      const ofCell = losses.filter((each) => each.cell === cell);
      const [last] = ofCell.slice(-1);
      return last === undefined || ofCell.length < crashesOfOneCell
        ? []
        : [
            {
              cell,
              detail: `${last.message} It did so ${ofCell.length} times while this cell was measured.`,
            },
          ];
    });
    this.#pending = this.#pending.map((each) =>
      each.run.id === loss.id ? { ...each, cause: loss.cause, crashed } : each,
    );
    return true;
  }
}

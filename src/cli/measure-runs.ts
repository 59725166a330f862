import type { RunDocument } from '#lib/core/results/run-document.ts';
import { deviceOf, withDevice } from './device-lock.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';
import type { PlannedRun, RunLimits } from './planned-run.ts';
import { describeProgress, type ProgressLine } from './progress-line.ts';
import { complain } from './report.ts';
import type { RunFolder } from './run-folder.ts';
import { TargetAttempts } from './target-attempts.ts';
import { hostTarget } from './targets/target-host.ts';
import type { FromTarget } from './targets/messages.ts';

export interface MeasureOptions {
  readonly folder: RunFolder;
  readonly siteUrl: string;
  readonly limits: RunLimits;
  readonly devicesAtOnce: number;
  readonly isResume: boolean;
  readonly isStrict: boolean;
  readonly line: ProgressLine;
  readonly signal: AbortSignal;
  /** Told of every run that has a document, in the order in which they end. */
  readonly onDocument: (run: PlannedRun, document: RunDocument) => void;
}

const restartPauseMs = 1000;

/** Measures runs, each target in a process of its own, one target per device at a time. Tells each one's exit code. */
export async function measureRuns(runs: readonly PlannedRun[], options: MeasureOptions): Promise<ExitCode[]> {
  const codes: ExitCode[] = [];
  const byDevice = Map.groupBy(runs, (run) => deviceOf(run.target));
  const waiting = [...byDevice];
  const measureDevices = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (options.signal.aborted) return;
      codes.push(...(await measureDevice(...next, options)));
    }
  };
  const lanes = Math.min(options.devicesAtOnce, waiting.length);
  await Promise.all(Array.from({ length: lanes }, measureDevices));
  return codes;
}

async function measureDevice(
  device: string,
  runs: readonly PlannedRun[],
  options: MeasureOptions,
): Promise<ExitCode[]> {
  const { line, signal } = options;
  const codes: ExitCode[] = [];
  const work = async (): Promise<void> => {
    for (const ofTarget of Map.groupBy(runs, ({ targetName }) => targetName).values()) {
      if (!signal.aborted) codes.push(...(await measureTarget(ofTarget, options)));
    }
  };
  const given = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => given.resolve(), { once: true });
  let isWaiting = true;
  const locked = withDevice(
    device,
    async () => {
      isWaiting = false;
      await work();
    },
    (pid) => line.say(`Waiting for process ${pid}, which measures on the same device.`),
  );
  await Promise.race([locked, given.promise.then(() => (isWaiting ? undefined : locked))]);
  return codes;
}

/** Starts the target's process until every run has ended; a browser that is lost is started again, for some time. */
async function measureTarget(runs: readonly PlannedRun[], options: MeasureOptions): Promise<ExitCode[]> {
  const { folder, siteUrl, limits, line, signal } = options;
  const codes: ExitCode[] = [];
  const attempts = new TargetAttempts(runs, limits.restarts, options.isResume);
  if (options.isResume) {
    for (const run of runs) {
      const document = await folder.document(run.id);
      if (document?.status !== 'complete') continue;
      attempts.settle(run.id);
      codes.push(exitCodeOf(document, options.isStrict));
      options.onDocument(run, document);
    }
  }
  while (attempts.pending.length > 0 && !signal.aborted) {
    line.show(titled(runs, 'Starting the browser'));
    let last: FromTarget['kind'] | null = null;
    let settled = Promise.resolve();
    await hostTarget(
      { kind: 'measure', siteUrl, folder: folder.path, limits, runs: attempts.pending },
      (message) => {
        if (message.kind === 'progress') return showProgress(message, runs, line);
        line.clear();
        if (message.kind === 'note') return line.say(message.message);
        last = message.kind;
        settled = settled.then(async () => {
          codes.push(...(await settle(message, runs, attempts, options)));
        });
      },
      signal,
    );
    await settled;
    line.clear();
    const [next] = attempts.pending;
    if (next === undefined || signal.aborted) break;
    if (last !== 'lost' && last !== 'broken')
      codes.push(
        ...lose(attempts, options, {
          message: 'The process that drives the browser ended.',
          cause: 'browser-crashed',
          cell: null,
          id: next.run.id,
        }),
      );
    await new Promise((resolve) => setTimeout(resolve, restartPauseMs));
  }
  if (signal.aborted && attempts.pending.length > 0)
    codes.push(
      complain(
        line,
        `Interrupted before ${attempts.pending.map(({ run }) => nameOf(run, runs)).join(' and ')} was measured to the end.`,
        exitCodes.interrupted,
      ),
    );
  return codes;
}

/** What a message of the target's process means for the command. */
async function settle(
  message: Exclude<FromTarget, { kind: 'progress' | 'note' }>,
  runs: readonly PlannedRun[],
  attempts: TargetAttempts,
  options: MeasureOptions,
): Promise<ExitCode[]> {
  const { line, folder } = options;
  if (message.kind === 'unusable') {
    attempts.settleAll();
    return [complain(line, titled(runs, message.message), exitCodes.noBrowser)];
  }
  if (message.kind === 'broken') {
    const [current] = attempts.pending;
    if (current !== undefined) attempts.settle(current.run.id);
    if (process.env['DEBUG'] !== undefined) line.say(message.message);
    const first = message.message.split('\n')[0] ?? '';
    return [
      complain(
        line,
        `Something unexpected went wrong: ${first} Set DEBUG=1 to see where.`,
        exitCodes.failedOrWrong,
      ),
    ];
  }
  const run = runs.find(({ id }) => id === message.id);
  if (run === undefined) return [];
  switch (message.kind) {
    case 'measured': {
      attempts.settle(run.id);
      const document = await folder.document(run.id);
      if (document === null)
        return [
          complain(line, `${nameOf(run, runs)}: its document could not be kept.`, exitCodes.failedOrWrong),
        ];
      options.onDocument(run, document);
      if (!message.isOverLimit) return [exitCodeOf(document, options.isStrict)];
      const seconds = Math.round(options.limits.runMs / 1000);
      const sentence = `${nameOf(run, runs)} took longer than the ${seconds} seconds that a run may; --resume goes on with it.`;
      return [complain(line, sentence, exitCodes.failedOrWrong)];
    }
    case 'refused':
      attempts.settle(run.id);
      return [complain(line, `${nameOf(run, runs)}: ${message.message}`, exitCodes.badUsageOrModel)];
    case 'cancelled':
      attempts.settle(run.id);
      return [
        complain(
          line,
          `Interrupted before anything of ${nameOf(run, runs)} was measured.`,
          exitCodes.interrupted,
        ),
      ];
    case 'lost':
      return lose(attempts, options, message);
  }
}

function lose(
  attempts: TargetAttempts,
  { line }: MeasureOptions,
  loss: Omit<Extract<FromTarget, { kind: 'lost' }>, 'kind'>,
): ExitCode[] {
  const run = attempts.pending.find(({ run: { id } }) => id === loss.id)?.run;
  if (run === undefined) return [];
  if (attempts.lose(loss)) {
    line.say(`${loss.message} It is started again.`);
    return [];
  }
  return [complain(line, `${loss.message} ${run.model} was not measured.`, exitCodes.noBrowser)];
}

function showProgress(
  { id, progress }: Extract<FromTarget, { kind: 'progress' }>,
  runs: readonly PlannedRun[],
  line: ProgressLine,
): void {
  const { text, key } = describeProgress(progress);
  const run = runs.find((each) => each.id === id);
  const isAlone = runs.length === 1 && run?.isAlone === true;
  const prefix = isAlone || run === undefined ? '' : `${nameOf(run, runs)}: `;
  line.show(prefix + text, prefix + key);
}

function titled(runs: readonly PlannedRun[], text: string): string {
  const [first] = runs;
  return first === undefined || first.isAlone ? text : `${first.targetName}: ${text}`;
}

/** Enough to tell a run from the command's others. */
function nameOf(run: PlannedRun, runs: readonly PlannedRun[]): string {
  if (run.isAlone) return run.source.title;
  const isOnlyPreset = new Set(runs.map(({ preset }) => preset)).size === 1;
  return `${run.targetName}, ${run.source.title}${isOnlyPreset ? '' : `, ${run.preset}`}`;
}

// The process of one target: opens its browser, measures the runs it is sent one after another, and ends. A browser that
// is lost ends it too; the command starts another. Started by target-host.ts.
import { RunFolder } from '../run-folder.ts';
import { measureRun, type RunOutcome } from '../target-run.ts';
import type { DrivenBrowser } from './driven-browser.ts';
import type { FromTarget, RunToMeasure, ToTarget } from './messages.ts';
import { openTarget } from './open-target.ts';

type Work = Extract<ToTarget, { kind: 'measure' }>;

const closeLimitMs = 10_000;

const stop = new AbortController();
const ends: (() => void)[] = [];
process.on('exit', () => {
  for (const end of ends) end();
});
// Ctrl-C goes to everybody on the terminal; the command says what is to end.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
// The command is gone, however that came.
process.on('disconnect', () => process.exit(1));
process.on('message', (message: ToTarget) => {
  if (message.kind === 'cancel') stop.abort();
  else void work(message);
});

async function work(given: Work): Promise<void> {
  try {
    await measureAll(given);
  } catch (error) {
    await tell({
      kind: 'broken',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
  process.exit(0);
}

async function measureAll(given: Work): Promise<void> {
  const [first] = given.runs;
  if (first === undefined) return;
  const { target } = first.run;
  const siteUrl = target.site ?? given.siteUrl;
  const opened = await openTarget(target, { siteUrl, onExit: (end) => ends.push(end) });
  if (opened.status === 'refused') return tell({ kind: 'unusable', message: opened.message });
  const browser = opened.value;
  for (const each of given.runs) {
    if (!(await measureOne(browser, each, { ...given, siteUrl }))) return;
  }
  const late = new Promise<void>((resolve) => setTimeout(resolve, closeLimitMs).unref());
  await Promise.race([browser.close().catch(() => undefined), late]);
}

/** Whether the browser is fit for the next run. */
async function measureOne(browser: DrivenBrowser, each: RunToMeasure, given: Work): Promise<boolean> {
  const folder = new RunFolder(given.folder);
  const { run, cause, crashed } = each;
  const { id } = run;
  const checkpoint = cause === null ? null : await folder.checkpoint(id);
  // A command that was ended may not have come to this run at all.
  const isNew = cause === 'command-ended' && checkpoint === null;
  const attempt = (checkpoint: string | null): Promise<RunOutcome> =>
    measureRun(browser, {
      run,
      siteUrl: given.siteUrl,
      limits: given.limits,
      start: { checkpoint, cause: isNew ? null : cause, crashed },
      onProgress: (progress) => void tell({ kind: 'progress', id, progress }),
      onCheckpoint: async (text) => {
        const problem = await folder.writeCheckpoint(id, text);
        if (problem !== null) await tell({ kind: 'note', message: problem });
      },
      signal: stop.signal,
    });
  let outcome = await attempt(checkpoint);
  if (outcome.status === 'refused' && checkpoint !== null) {
    // Another browser version or another model than before: its rounds and new ones do not belong together.
    await tell({ kind: 'note', message: `${outcome.message} It is measured anew.` });
    outcome = await attempt(null);
  }
  switch (outcome.status) {
    case 'measured': {
      const problem = await folder.writeDocument(id, outcome.document);
      if (problem !== null) await tell({ kind: 'note', message: problem });
      await tell({ kind: 'measured', id, isOverLimit: outcome.isOverLimit });
      return !stop.signal.aborted;
    }
    case 'refused':
      await tell({ kind: 'refused', id, message: outcome.message });
      return true;
    case 'cancelled':
      await tell({ kind: 'cancelled', id });
      return false;
    case 'browser-lost': {
      const { cause, message, cell } = outcome;
      await tell({ kind: 'lost', id, cause, message, cell });
      return false;
    }
  }
}

/** Waits until it is sent: the process may end with the next line. */
function tell(message: FromTarget): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) return resolve();
    process.send(message, () => resolve());
  });
}

import type { Environment, ResumeCause, RunDocument } from '#lib/core/results/run-document.ts';
import { momentFormat } from './number-format.ts';

const moments = momentFormat({ dateStyle: 'medium', timeStyle: 'short' });

/** An ISO time as `Nov 22, 2026, 12:00 PM`, in the visitor's time zone. */
export function formatMoment(iso: string): string {
  return moments(new Date(iso));
}

export function browserInWords({ family, majorVersion }: Environment['browser']): string {
  return majorVersion === null ? family : `${family} ${majorVersion}`;
}

/** How many rounds of single configurations were thrown away, and why; null where none was. */
export function voidedInWords({ voided }: Pick<RunDocument, 'voided'>): string | null {
  const causes = [...new Set(voided.map(({ cause }) => cause))].sort().reverse().join(' or ');
  if (voided.length === 0) return null;
  return voided.length === 1
    ? `1 round was void because the tab was ${causes}, and was measured again.`
    : `${voided.length} rounds were void because the tab was ${causes}, and were measured again.`;
}

/** That a run was interrupted and went on; null where it was not. */
export function resumedInWords({ resumed = [] }: Pick<RunDocument, 'resumed'>): string | null {
  if (resumed.length === 0) return null;
  return resumed
    .map(
      ({ at, round, cause }) =>
        `${interruptions[cause ?? 'page-closed']}; the run went on in round ${round} on ${formatMoment(at)}.`,
    )
    .join(' ');
}

const interruptions: Record<ResumeCause | 'page-closed', string> = {
  'page-closed': 'The page was reloaded or closed in the middle',
  'browser-crashed': 'The browser crashed in the middle',
  'browser-hung': 'The browser gave no answer any more and was started again',
  'command-ended': 'The command that drove the browser was ended in the middle',
};

import { environmentChanges, graphics } from './environment-change.ts';
import type { MeasuredCell, RunDocument } from './run-document.ts';

/**
 * What is different between two runs of one model that may explain another speed, as clauses for people; what belongs
 * to single cells is in `cellChanges`.
 */
export function runChanges(before: RunDocument, now: RunDocument): string[] {
  return [
    ...environmentChanges(before.environment, now.environment),
    ...changed('Inferometer', before.appVersion, now.appVersion),
    ...changed('the preset', before.plan.preset, now.plan.preset),
    ...changed('the run', continuity(before), continuity(now)),
  ];
}

/** What is different about one cell: its engine's version, the adapter it computed on, its threads. */
export function cellChanges(before: MeasuredCell, now: MeasuredCell): string[] {
  return [
    ...changed(now.engineTitle, before.engineVersion, now.engineVersion),
    ...changed('its graphics adapter', graphics(before.adapter), graphics(now.adapter)),
    ...changed('the number of threads', threads(before), threads(now)),
    ...changed('what it was flagged with', flags(before), flags(now)),
  ];
}

function changed(what: string, was: string, is: string): string[] {
  return was === is ? [] : [`${what} was ${was} and is ${is} now`];
}

function continuity({ resumed }: RunDocument): string {
  return resumed === undefined ? 'measured in one go' : 'resumed after an interruption';
}

function threads({ threads }: MeasuredCell): string {
  return String(threads.observed ?? 'unknown');
}

/** Spread and noise differ from run to run; the others say what was measured. */
function flags({ flags }: MeasuredCell): string {
  const lasting = flags.filter((flag) => lastingFlags.has(flag)).toSorted();
  return lasting.length === 0 ? 'nothing' : lasting.join(' and ');
}

const lastingFlags: ReadonlySet<string> = new Set<MeasuredCell['flags'][number]>([
  'software-rendering',
  'threads-partial',
  'threads-override',
  'residents-moved',
]);

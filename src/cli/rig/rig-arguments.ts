import { readCommandLine } from '../command-line.ts';
import { refused, valid, type Parsed } from '../option-values.ts';
import { readRunFile } from '../run-file/read-run-file.ts';
import { unknownName } from '../unknown-name.ts';
import { readDestination, readDevice, spoolPath } from './destination.ts';
import type { Destination } from './post-result.ts';

export type RigCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'status'; readonly spool: string }
  | {
      readonly kind: 'run';
      readonly spool: string;
      /** What the bench command is called with. */
      readonly bench: readonly string[];
      readonly destination: Destination;
      /** Id of the device in the catalogue; null where it is not said. */
      readonly device: string | null;
      /** From one start to the next; null for one turn only. */
      readonly everyMs: number | null;
    };

/** Reads what was typed after `rig`, the run file's upload address, and the key from the environment. */
export async function readRigCommand(
  typed: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Parsed<RigCommand>> {
  const line = readCommandLine(typed, {
    config: 'value',
    upload: 'value',
    spool: 'value',
    device: 'value',
    every: 'value',
    help: 'flag',
  });
  if (line.status === 'refused') return line;
  const { words, rest, value, has } = line.value;
  if (has('help')) return valid({ kind: 'help' });
  const [verb, ...others] = words;
  if (verb !== 'run' && verb !== 'status')
    return refused(
      verb === undefined
        ? 'Say run or status; --help tells more.'
        : unknownName('command', verb, ['run', 'status']),
    );
  if (others[0] !== undefined) return refused(`${others[0]} is one word too many; models go behind --.`);
  const spool = spoolPath(value('spool'), environment);
  if (verb === 'status') return valid({ kind: 'status', spool });

  const config = value('config');
  if (config === null && rest.length === 0)
    return refused('Say what to measure: --config RUNFILE, or the bench command’s own words behind --.');
  const file = config === null ? null : await readRunFile(config);
  if (file?.status === 'refused') return file;
  const address = value('upload') ?? file?.value.upload ?? null;
  if (address === null) return refused('Say where to submit to: --upload URL, or upload in the run file.');
  const destination = readDestination(address, environment);
  if (destination.status === 'refused') return destination;
  const everyMs = value('every') === null ? valid(null) : parseEvery(value('every') ?? '');
  if (everyMs.status === 'refused') return everyMs;
  const device = await readDevice(value('device'));
  if (device.status === 'refused') return device;
  const bench = [...(config === null ? [] : ['--config', config]), ...rest];
  return valid({
    kind: 'run',
    spool,
    bench,
    destination: destination.value,
    device: device.value,
    everyMs: everyMs.value,
  });
}

const unitsMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `6h`, `1d`. */
export function parseEvery(text: string): Parsed<number> {
  const [, digits, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const ms = Number(digits) * (unitsMs[unit as keyof typeof unitsMs] ?? Number.NaN);
  if (ms >= unitsMs.m && ms <= 30 * unitsMs.d) return valid(ms);
  return refused(`--every takes a time such as 30m, 6h or 1d, at most 30d; "${text}" is none.`);
}

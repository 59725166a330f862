import type { BenchCommand } from './arguments.ts';
import { valid, type Parsed } from './option-values.ts';
import type { ProgressLine } from './progress-line.ts';
import { readDestination, readDevice, spoolPath } from './rig/destination.ts';
import { resultBuilder } from './rig/build-result.ts';
import type { QueueOptions } from './rig/queue-measured.ts';
import type { SendOptions } from './rig/send-queued.ts';
import { Spool } from './rig/spool.ts';
import { namedTargets, runFileOf, type NamedTarget } from './run-file/plan-runs.ts';
import { readRunFile } from './run-file/read-run-file.ts';
import type { RunFile } from './run-file/run-file.ts';
import { plainText } from './plain-text.ts';

/** What a command is to do, from its options or its run file. */
export interface Asked {
  readonly file: RunFile;
  readonly targets: readonly NamedTarget[];
  /** Null where nothing is submitted. */
  readonly upload: Upload | null;
}

export type Upload = QueueOptions & Pick<SendOptions, 'destination'>;

export async function readAsked(command: BenchCommand, line: ProgressLine): Promise<Parsed<Asked>> {
  const file =
    command.configPath === null ? valid(runFileOf(command)) : await readRunFile(command.configPath);
  if (file.status === 'refused') return file;
  const targets = namedTargets(file.value);
  if (targets.status === 'refused') return targets;
  const upload = await readUpload(command, file.value, line);
  if (upload.status === 'refused') return upload;
  return valid({ file: file.value, targets: targets.value, upload: upload.value });
}

async function readUpload(
  command: BenchCommand,
  file: RunFile,
  line: ProgressLine,
): Promise<Parsed<Upload | null>> {
  const address = command.upload ?? file.upload ?? 'off';
  if (address === 'off' || command.list) return valid(null);
  const destination = readDestination(address, process.env);
  if (destination.status === 'refused') return destination;
  const device = await readDevice(command.device);
  if (device.status === 'refused') return device;
  return valid({
    spool: new Spool(spoolPath(command.spool, process.env)),
    destination: destination.value,
    build: resultBuilder(device.value),
    say: (sentence) => line.say(plainText(sentence)),
  });
}

import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface WriterSettings {
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly first: number;
  /** Null sends until it is killed. */
  readonly most: number | null;
  readonly sentAtOnce?: number;
}

/** What writers said, all of them together. */
export class Acknowledged {
  readonly kept = new Set<string>();
  readonly removed = new Set<string>();
  /** Asked for, and perhaps done although nobody was told. */
  readonly removing = new Set<string>();

  read(line: string): void {
    const [verb, id = ''] = line.split(' ');
    if (verb === 'kept') this.kept.add(id);
    if (verb === 'removing') this.removing.add(id);
    if (verb === 'removed') this.removed.add(id);
  }
}

export interface RunningWriter {
  readonly process: ChildProcess;
  /** Resolves with the first acknowledged result. */
  readonly started: Promise<void>;
  /** Once it has ended, however, and all that it said was read. */
  readonly ended: Promise<void>;
}

/** @param prefix a command that runs the writer, such as strace */
export function startWriter(
  { dataDir, databaseUrl, first, most, sentAtOnce = 16 }: WriterSettings,
  acknowledged: Acknowledged,
  prefix: readonly string[] = [],
): RunningWriter {
  const script = fileURLToPath(new URL('./writer.process.ts', import.meta.url));
  const [command = process.execPath, ...parameters] = [...prefix, process.execPath];
  const numbers = [first, most ?? Infinity, sentAtOnce].map(String);
  const child = spawn(
    command,
    [...parameters, '--disable-warning=ExperimentalWarning', script, dataDir, databaseUrl, ...numbers],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout });
  const started = new Promise<void>((resolve, reject) => {
    lines.once('line', () => resolve());
    child.once('error', reject);
    child.once('close', () => reject(new Error('The writer ended before it had kept anything.')));
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  lines.on('line', (line) => acknowledged.read(line));
  return { process: child, started, ended };
}

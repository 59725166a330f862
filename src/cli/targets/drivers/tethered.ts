import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const tether = fileURLToPath(new URL('tether.ts', import.meta.url));
const keptCharacters = 20_000;

/** A program that ends with us. */
export interface Tethered {
  /** Fulfils when it has ended, with the last of what it said. */
  readonly ended: Promise<string>;
  /** The first match in what it says; null when it ended or the limit passed before. */
  find(pattern: RegExp, limitMs: number): Promise<RegExpExecArray | null>;
  end(): void;
}

/** Starts a program that does not outlive this process, whatever becomes of us. */
export function startTethered(
  program: string,
  parameters: readonly string[],
  environment: Record<string, string | undefined> = process.env,
): Tethered {
  const child = spawn(process.execPath, [tether, program, ...parameters], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: environment as NodeJS.ProcessEnv,
  });
  let said = '';
  let listener: () => void = () => undefined;
  const hear = (text: string): void => {
    said = (said + text).slice(-keptCharacters);
    listener();
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(said)));
  return {
    ended,
    find(pattern, limitMs) {
      return new Promise((resolve) => {
        const settle = (match: RegExpExecArray | null): void => {
          clearTimeout(timer);
          listener = () => undefined;
          resolve(match);
        };
        const timer = setTimeout(() => settle(null), limitMs);
        listener = () => {
          const match = pattern.exec(said);
          if (match !== null) settle(match);
        };
        void ended.then(() => settle(pattern.exec(said)));
        listener();
      });
    },
    end: () => void child.stdin.destroy(),
  };
}

import { spawn } from 'node:child_process';

export type CommandOutcome =
  /** `code` is null when a signal or the time limit ended it. */
  | { status: 'ended'; code: number | null; stdout: string; stderr: string }
  | { status: 'timeout'; limitMs: number; stdout: string; stderr: string }
  | { status: 'not-started'; message: string };

export type CommandOptions = {
  cwd?: string;
  environment?: Record<string, string | undefined>;
  shell?: boolean;
  limitMs?: number;
  /** Pass what it prints on to our standard error as it comes, instead of keeping quiet about it. */
  echo?: boolean;
};

/** Runs a command to its end and keeps what it printed; ends it when we are interrupted. */
export function runCommand(
  command: string,
  parameters: readonly string[],
  options: CommandOptions = {},
): Promise<CommandOutcome> {
  return new Promise((settle) => {
    const child = spawn(command, parameters, {
      cwd: options.cwd,
      env: (options.environment ?? process.env) as NodeJS.ProcessEnv,
      shell: options.shell ?? false,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let isOverLimit = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (options.echo) process.stderr.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (options.echo) process.stderr.write(text);
    });
    const limit = options.limitMs;
    const timer =
      limit === undefined
        ? undefined
        : setTimeout(() => {
            isOverLimit = true;
            child.kill('SIGKILL');
          }, limit);
    const stopInterrupt = (): void => stopWith('SIGINT', 130);
    const stopTerminate = (): void => stopWith('SIGTERM', 143);
    let exitCode = 0;
    // Leaves only when the command has: whoever waits for a lock of ours must not find it still at work.
    const stopWith = (signal: NodeJS.Signals, code: number): void => {
      exitCode = code;
      child.kill(signal);
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    };
    process.once('SIGINT', stopInterrupt);
    process.once('SIGTERM', stopTerminate);
    const finish = (outcome: CommandOutcome): void => {
      clearTimeout(timer);
      process.off('SIGINT', stopInterrupt);
      process.off('SIGTERM', stopTerminate);
      if (exitCode !== 0) process.exit(exitCode);
      settle(outcome);
    };
    child.once('error', (error) => finish({ status: 'not-started', message: error.message }));
    child.once('close', (code) =>
      finish(
        isOverLimit && limit !== undefined
          ? { status: 'timeout', limitMs: limit, stdout, stderr }
          : { status: 'ended', code, stdout, stderr },
      ),
    );
  });
}

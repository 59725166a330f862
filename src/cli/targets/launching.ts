import { refused, type Parsed } from '../option-values.ts';

/** An interrupted run still wants its results, so the command itself closes the browser. */
export const ownSignals = {
  timeout: 60_000,
  handleSIGINT: false,
  handleSIGTERM: false,
  handleSIGHUP: false,
} as const;

/** The sentence for a browser that did not start, or did not speak with Playwright. */
export function launchProblem(error: unknown, title: string, isHeaded: boolean): Parsed<never> {
  if (process.env['DEBUG'] !== undefined) process.stderr.write(`${String(error)}\n`);
  const which = /[/\\]/.test(title) ? `The browser ${title}` : title;
  return refused(
    `${which} could not be started and driven.${isHeaded ? ' Without a window it needs no screen.' : ''}`,
  );
}

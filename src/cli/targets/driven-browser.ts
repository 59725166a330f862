import type { ModelFile } from '../models.ts';
import type { Parsed } from '../option-values.ts';

/**
 * What every kind of target is to the command: a browser with pages in which functions run. Whatever protocol drives
 * it, the page is measured through `window.inferometer`.
 */
export interface DrivenBrowser {
  /** What drives it, and with which switches: stands in every run document. */
  readonly automation: { readonly driver: string; readonly switches: readonly string[] };
  /** Fulfils with a sentence when the browser or its page has ended by itself. */
  readonly ended: Promise<string>;
  /** A page of its own at an address, with caches as empty as this kind of browser can have them. */
  openPage(url: string): Promise<DrivenPage>;
  close(): Promise<void>;
}

export interface DrivenPage {
  /**
   * Runs a function in the page and gives back what it gives, both ways as JSON. The function stands alone: nothing
   * outside of it exists there. Rejects only where the browser does not answer or the page is gone.
   */
  evaluate: Evaluate;
  /** Puts files of this machine into the page's `__inferometerFiles`; null where only their bytes can be handed over. */
  readonly chooseFiles: ((files: readonly ModelFile[]) => Promise<void>) | null;
  close(): Promise<void>;
}

export type Evaluate = <Argument, Answer>(
  run: (argument: Argument) => Answer | Promise<Answer>,
  argument: Argument,
) => Promise<Answer>;

/** Starts or reaches one target. What is missing or refuses comes back as a sentence. */
export type OpenBrowser<TargetOfKind> = (
  target: TargetOfKind,
  surroundings: Surroundings,
) => Promise<Parsed<DrivenBrowser>>;

export interface Surroundings {
  /** The site, as this machine reaches it. */
  readonly siteUrl: string;
  /** Things to be ended with the process, however it ends. */
  readonly onExit: (end: () => void) => void;
}

/** An expression that runs `run` with an argument and becomes the answer's JSON text. */
export function expressionOf(run: (argument: never) => unknown, argument: unknown): string {
  return `(async () => JSON.stringify(await (${run.toString()})(${JSON.stringify(argument) ?? 'undefined'})) ?? 'null')()`;
}

/** The first line of what a library or program said, without the colours of a terminal. */
export function firstLineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // eslint-disable-next-line no-control-regex -- escape sequences begin with a control character
  return (text.split('\n')[0] ?? '').replaceAll(/\u001b\[[0-9;]*m/g, '').trim();
}

import type { Progress } from './page-types.ts';

/** What the command line leaves in the page between two calls. */
declare global {
  var __inferometerFiles: File[] | undefined;
  var __inferometerParts: Uint8Array<ArrayBuffer>[] | undefined;
  var __inferometerRun: RunInPage | undefined;
}

/** A run as the page knows it: what has not been fetched yet, and how whoever waits is woken. */
interface RunInPage {
  progress: Progress | null;
  checkpoint: string | null;
  answer: PageAnswer<string> | null;
  /** Lets the run go on once a checkpoint has been fetched. */
  fetched: () => void;
  wake: () => void;
}

/** An answer of the page: its own refusals are sentences for people and no bugs. */
export type PageAnswer<T> =
  | { readonly status: 'answered'; readonly value: T }
  | { readonly status: 'refused'; readonly message: string }
  /** A bug of the page. */
  | { readonly status: 'broken'; readonly message: string };

/** What has happened since the page was asked last. Checkpoint and document are JSON texts. */
export interface RunNews {
  readonly progress: Progress | null;
  readonly checkpoint: string | null;
  readonly answer: PageAnswer<string> | null;
}

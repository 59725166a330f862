/** What a run is doing. All values are structured-cloneable. */
export type Progress =
  | {
      readonly phase: 'preparing';
      readonly step: 'model' | 'engine-files' | 'reference' | 'shapes';
      readonly detail: string;
    }
  | {
      readonly phase: 'measuring';
      /** From 1. `rounds` may grow while a run goes on, up to `maximumRounds`. */
      readonly round: number;
      readonly rounds: number;
      readonly maximumRounds: number;
      readonly cell: string;
      /** Place in this round's order, from 1. */
      readonly position: number;
      readonly cells: number;
      readonly step: 'idle' | 'opening' | 'first-run' | 'checking' | 'warm-up' | 'sampling';
      readonly samples: number;
      readonly latestMs: number | null;
      /** 0 to 1. */
      readonly fraction: number;
      readonly remainingMs: number | null;
    }
  | { readonly phase: 'waiting'; readonly cause: 'hidden'; readonly cell: string }
  /** Two tabs that measure at a time would measure each other. */
  | { readonly phase: 'waiting'; readonly cause: 'other-tab' };

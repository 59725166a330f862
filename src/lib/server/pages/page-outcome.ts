/** What a page is answered with: data to draw, another address, or why there is nothing. */
export type PageOutcome<Data> =
  | { readonly status: 'shown'; readonly data: Data }
  /** The same question in its one proper form. */
  | { readonly status: 'moved'; readonly address: string }
  /** `message` is a sentence for people, and holds nothing of the address. */
  | { readonly status: 'refused'; readonly code: 400 | 404 | 503; readonly message: string };

type Refused = Extract<PageOutcome<never>, { status: 'refused' }>;

export function shown<Data>(data: Data): PageOutcome<Data> {
  return { status: 'shown', data };
}

export function badAddress(message: string): Refused {
  return { status: 'refused', code: 400, message };
}

export const noSuchPlace: Refused = badAddress(
  'The part of the list that was asked for is none of this list.',
);

export const lostDatabase: Refused = {
  status: 'refused',
  code: 503,
  message:
    'The leaderboard’s database cannot be reached at the moment. Nothing is lost; try again in a minute.',
};

export function unknown(message: string): Refused {
  return { status: 'refused', code: 404, message };
}

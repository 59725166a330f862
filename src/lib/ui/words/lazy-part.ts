/** Where a part of a page, or a page of the site, did not come. Loaded with the start page: keep it short. */
export const partWords = {
  failed:
    'This part of the page could not be loaded: perhaps there is no connection, or the site does not answer.',
  missing: 'This part of the page still does not load, although the site answers. Reloading the page helps.',
  again: 'Try again',
  reload: 'Reload the page',
} as const;

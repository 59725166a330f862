import { html, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';

/**
 * A whole page in one file: no script, and a policy that forbids any request, so that it may be opened from anywhere.
 * @param title plain text
 */
export function page(title: string, body: Html): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${{ markup: pageStyle }}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.markup;
}

/** A table that scrolls by itself where the screen is narrow; keyboards reach it too. */
export function scrollingTable(label: string, table: Html): Html {
  return html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${table}</div>`;
}

import { expressionOf, type DrivenBrowser, type DrivenPage } from '../driven-browser.ts';
import type { BidiConnection } from './bidi-connection.ts';

type ScriptResult =
  | { readonly type: 'success'; readonly result: { readonly value?: unknown } }
  | { readonly type: 'exception'; readonly exceptionDetails: { readonly text: string } };

export interface BidiOptions {
  readonly switches: readonly string[];
  /** Fulfils with a sentence when the program has ended. */
  readonly programEnded: Promise<string>;
  readonly end: () => void;
}

/** A browser behind WebDriver BiDi whose session is open. */
export function bidiBrowser(connection: BidiConnection, options: BidiOptions): DrivenBrowser {
  return {
    automation: { driver: 'webdriver-bidi', switches: options.switches },
    ended: Promise.race([
      options.programEnded,
      connection.closed.then(() => 'The browser ended before it was done.'),
    ]),
    async openPage(url) {
      // A user context has cookies, storage and HTTP cache of its own.
      const { userContext } = await connection.send<{ userContext: string }>('browser.createUserContext', {});
      const { context } = await connection.send<{ context: string }>('browsingContext.create', {
        type: 'tab',
        userContext,
      });
      await connection.send('browsingContext.navigate', { context, url, wait: 'complete' });
      return drivenPage(connection, context, userContext);
    },
    async close() {
      await Promise.race([connection.send('browser.close', {}).catch(() => undefined), patience()]);
      options.end();
      connection.close();
    },
  };
}

function drivenPage(connection: BidiConnection, context: string, userContext: string): DrivenPage {
  return {
    async evaluate<Answer>(run: (argument: never) => unknown, argument: unknown) {
      const outcome = await connection.send<ScriptResult>('script.evaluate', {
        expression: expressionOf(run, argument),
        target: { context },
        awaitPromise: true,
        resultOwnership: 'none',
      });
      if (outcome.type === 'exception') throw new Error(outcome.exceptionDetails.text);
      return JSON.parse(String(outcome.result.value)) as Answer;
    },
    chooseFiles: null,
    async close() {
      await connection.send('browser.removeUserContext', { userContext }).catch(() => undefined);
    },
  };
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3000).unref());
}

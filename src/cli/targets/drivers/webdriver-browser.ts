import { expressionOf, type DrivenBrowser, type DrivenPage } from '../driven-browser.ts';

/** Longest that a script may take in the page; the command's own limits are shorter. */
const scriptLimitMs = 3_600_000;

export interface WebDriverOptions {
  /** Where the driver listens. */
  readonly address: string;
  /** What `alwaysMatch` asks for. */
  readonly capabilities: object;
  readonly switches: readonly string[];
  readonly programEnded: Promise<string>;
  readonly end: () => void;
}

/** A browser behind a classic WebDriver (w3.org/TR/webdriver2). Each page is a session, which is a browser of its own. */
export function webDriverBrowser(options: WebDriverOptions): DrivenBrowser {
  const { address, capabilities } = options;
  return {
    automation: { driver: 'webdriver', switches: options.switches },
    ended: options.programEnded,
    async openPage(url) {
      const { sessionId } = await ask<{ sessionId: string }>('POST', `${address}/session`, {
        capabilities: { alwaysMatch: capabilities },
      });
      const session = `${address}/session/${sessionId}`;
      await ask('POST', `${session}/timeouts`, { script: scriptLimitMs, pageLoad: 60_000 });
      await ask('POST', `${session}/url`, { url });
      return drivenPage(session);
    },
    close() {
      options.end();
      return Promise.resolve();
    },
  };
}

function drivenPage(session: string): DrivenPage {
  return {
    async evaluate<Answer>(run: (argument: never) => unknown, argument: unknown) {
      const answer = await ask<{ value?: string; error?: string }>('POST', `${session}/execute/async`, {
        script: `const done = arguments[0];
          ${expressionOf(run, argument)}.then((value) => done({ value }), (error) => done({ error: String(error) }));`,
        args: [],
      });
      if (answer.value === undefined) throw new Error(answer.error ?? 'The page answered with nothing.');
      return JSON.parse(answer.value) as Answer;
    },
    chooseFiles: null,
    async close() {
      await ask('DELETE', session).catch(() => undefined);
    },
  };
}

async function ask<Value>(method: string, url: string, body?: object): Promise<Value> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  });
  const { value } = (await response.json()) as { value: Value & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${value.error ?? response.status}: ${value.message ?? ''}`);
  return value;
}

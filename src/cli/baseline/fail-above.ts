import { refused, valid, type Parsed } from '../option-values.ts';

/** What slower is tolerated where `--fail-above` does not say: the baseline's and this run's noise come on top. */
export const usualFailAbove = 0.05;

/** `5%` or `5` as the share 0.05. Whoever writes `0.05` may mean either, so less than a tenth of a percent is refused. */
export function parseFailAbove(text: string): Parsed<number> {
  const [, digits] = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text.trim()) ?? [];
  const percent = Number(digits);
  if (digits === undefined || percent > 1000)
    return refused(`--fail-above takes a percentage from 0.1% to 1000%, such as 5%; "${text}" is none.`);
  if (percent < 0.1)
    return refused(
      `--fail-above takes a percentage from 0.1% to 1000%; "${text}" is less: did you mean ${percent * 100}%?`,
    );
  return valid(percent / 100);
}

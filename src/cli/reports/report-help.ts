/** What `npm run -s report -- --help` prints. */
export const reportHelp = `Reports on runs that have been measured, and holds them against a baseline.

Usage: npm run -s report -- FILE... [options]

FILE is what --json of the bench command, or the page, wrote: one run or several. NAME=FILE names it in the reports.

  --baseline FILE      earlier runs; each run is held against the one of the same model, browser and device
  --fail-above PERCENT how much slower is too slow (default: 5%); only what is slower with its whole interval counts
  --report FILE.html   one HTML file with charts, which asks nothing from anywhere
  --markdown FILE      Markdown for a comment on a pull request; - is standard output
  --junit FILE         JUnit's XML
  --help

Exit codes: 0 done; 1 a configuration got slower than the limit, or lost its result; 2 bad usage, a file that cannot be
read or written, or a run that the baseline says nothing about.
`;

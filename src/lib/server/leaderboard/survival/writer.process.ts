import { writeSync } from 'node:fs';
import { openStore } from '../open-store.ts';
import { syntheticResult } from '../synthetic-population.ts';

/**
 * A server's store under load, to be killed: sends results for ever, removes every ninth again, and says so only after
 * the store has answered. Parameters: data folder, address of PostgreSQL or nothing, first index, how many at most,
 * how many at once.
 */
const [dataDir = '', databaseUrl = '', first = '0', most = 'Infinity', sentAtOnce = '16'] =
  process.argv.slice(2);
const removedEvery = 9;

const store = await openStore({ dataDir, databaseUrl });
const end = Number(first) + Number(most);
let next = Number(first);
await Promise.all(Array.from({ length: Number(sentAtOnce) }, send));
await store.close();

async function send(): Promise<void> {
  while (next < end) {
    const index = next;
    next += 1;
    const result = syntheticResult(index, { seed: 99, cells: 3 });
    const { resultId, deletionTokenSha256 } = result.submission;
    if ((await store.submit(result)).status === 'accepted') say(`kept ${resultId}`);
    if (index % removedEvery !== 0) continue;
    say(`removing ${resultId}`);
    if ((await store.remove(resultId, deletionTokenSha256)).status === 'removed') say(`removed ${resultId}`);
  }
}

/** At once and not through a stream: what was said must be read although the process is killed. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

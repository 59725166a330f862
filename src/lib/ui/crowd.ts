/** What the start page says of the leaderboard. */
export type Crowd =
  | { readonly status: 'unreachable' }
  | {
      readonly status: 'known';
      /** One per sender and board. */
      readonly results: number;
      readonly boards: number;
      readonly models: number;
      readonly devices: number;
      /** Made up by `npm run db -- seed`. */
      readonly synthetic: boolean;
    };

/**
 * Asks the endpoint how much there is. The start page measures without a leaderboard too, so a store that is lost, and
 * a server that is gone while somebody walks from page to page, are answers like others.
 * @param patienceMs longer than this the page does not wait
 */
export async function readCrowd(ask: typeof fetch, patienceMs = 1000): Promise<Crowd> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<Crowd>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'unreachable' }), patienceMs);
  });
  const answer = readStats(ask).catch((): Crowd => ({ status: 'unreachable' }));
  const crowd = await Promise.race([answer, tooLate]);
  clearTimeout(timer);
  return crowd;
}

async function readStats(ask: typeof fetch): Promise<Crowd> {
  const response = await ask('/api/v1/stats');
  if (!response.ok) return { status: 'unreachable' };
  const { crowd, lab, synthetic } = (await response.json()) as {
    readonly crowd: OriginStats;
    readonly lab: OriginStats;
    readonly synthetic: boolean;
  };
  return {
    status: 'known',
    results: crowd.countedCells + lab.countedCells,
    boards: crowd.boards + lab.boards,
    // The two may share models and devices: never less than either, and no sum that counts them twice.
    models: Math.max(crowd.models, lab.models),
    devices: Math.max(crowd.devices, lab.devices),
    synthetic,
  };
}

interface OriginStats {
  readonly countedCells: number;
  readonly boards: number;
  readonly models: number;
  readonly devices: number;
}

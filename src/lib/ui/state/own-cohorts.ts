import { facetsOf, noValue, type Facet } from '#lib/core/results/cohort-facets.ts';

/**
 * Tells the cohorts that this browser would be counted in, once the page is idle: by the probe and the words that a
 * submission would carry. Nothing is sent. Null where the browser does not answer.
 * @returns ends the waiting
 */
export function cohortsOfThisBrowser(
  told: (cohorts: Readonly<Record<Facet, string>> | null) => void,
): () => void {
  let isWanted = true;
  const ask = async (): Promise<void> => {
    if (!isWanted) return;
    const [{ probe }, { anonymise }] = await Promise.all([
      import('#lib/bench/probe.ts'),
      import('#lib/device/anonymise.ts'),
    ]);
    const { environment } = await probe();
    const device = anonymise(environment);
    const cohorts = facetsOf({ device, catalogueDevice: null });
    // What a processor imitates stands on no board.
    const graphics = device.softwareRendering ? { 'gpu-vendor': noValue, 'gpu-architecture': noValue } : {};
    if (isWanted) told({ ...cohorts, ...graphics });
  };
  // What throws is a file of the page, or a worker, that did not come: the page says all it has to say without.
  const quietly = () => void ask().catch(() => (isWanted ? told(null) : undefined));
  if ('requestIdleCallback' in window) window.requestIdleCallback(quietly, { timeout: 3000 });
  else setTimeout(quietly, 500);
  return () => void (isWanted = false);
}

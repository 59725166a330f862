import { facets } from '#lib/core/results/cohort-facets.ts';
import { backendIds } from '#lib/core/results/ids.ts';
import { browserFamilies, formFactors, gpuVendors, osFamilies } from '#lib/core/results/submission-device.ts';
import { load } from './bench-server-load.ts';

/** One line of the bench. */
export interface PageFigures {
  readonly what: string;
  readonly figures: string;
}

const connections = 32;
const cachedSeconds = 5;
/** Each asked once: some five seconds at the rate that is wanted, after some for a server that has just started. */
const uncachedPages = { warming: 300, measured: 1500 };

/**
 * How fast a running server with boards answers whole pages of the leaderboard: kept ones as browsers ask for them, and
 * ones that nobody has asked for before. Client and server share this machine.
 */
export async function benchPages(url: string): Promise<PageFigures[]> {
  const answer = (await (await fetch(`${url}/api/v1/models`)).json()) as {
    models: { sha256: string; submitters: number }[];
  };
  const models = answer.models.sort((a, b) => b.submitters - a.submitters).map(({ sha256 }) => sha256);
  const [largest] = models;
  if (largest === undefined) return [];
  const cached = async (what: string, path: string, headers: Record<string, string>) => {
    await (await fetch(`${url}${path}`, { headers })).arrayBuffer();
    const figures = await load({ url: `${url}${path}`, connections, duration: cachedSeconds, headers });
    return { what, figures };
  };
  const page = `/leaderboard/models/${largest}`;
  const compressed = { 'accept-encoding': 'gzip' };
  const first = await fetch(`${url}${page}`, { headers: compressed });
  await first.arrayBuffer();
  return [
    await cached('kept list, compressed', '/leaderboard', compressed),
    await cached('kept page of a model, compressed', page, compressed),
    await cached('kept page of a model, plain', page, { 'accept-encoding': 'identity' }),
    await cached('kept page of a model, 304', page, {
      ...compressed,
      'if-none-match': first.headers.get('etag') ?? '',
    }),
    { what: 'pages not asked for before', figures: await uncached(url, addresses(models)) },
  ];
}

async function uncached(url: string, paths: readonly string[]): Promise<string> {
  const { warming, measured } = uncachedPages;
  await each(url, paths.slice(0, warming));
  return each(url, paths.slice(warming, warming + measured));
}

async function each(url: string, paths: readonly string[]): Promise<string> {
  let next = 0;
  return load({
    url,
    connections,
    amount: paths.length,
    requests: [
      {
        method: 'GET',
        setupRequest: (request) => ({ ...request, path: paths[next++ % paths.length] ?? '/' }),
      },
    ],
  });
}

/** Every model by one kind of device and one backend: all different, all of the same weight. */
function addresses(models: readonly string[]): string[] {
  const values: Partial<Record<(typeof facets)[number], readonly string[]>> = {
    os: osFamilies,
    'form-factor': formFactors,
    browser: browserFamilies,
    'gpu-vendor': gpuVendors,
  };
  const searches = facets.flatMap((facet) =>
    (values[facet] ?? []).flatMap((value) =>
      ['', ...backendIds].flatMap((backend) =>
        ['', 'onnxruntime-web', 'tfjs'].map((engine) => {
          const search = new URLSearchParams({ [facet]: value });
          if (backend !== '') search.set('backend', backend);
          if (engine !== '') search.set('engine', engine);
          return search.toString();
        }),
      ),
    ),
  );
  return searches.flatMap((search) => models.map((model) => `/leaderboard/models/${model}?${search}`));
}

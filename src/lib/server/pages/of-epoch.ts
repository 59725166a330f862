import { EpochMap } from '../epoch-map.ts';
import type {
  ChoicesOutcome,
  FindModelsQuery,
  FoundModelsOutcome,
  ModelQuery,
  RatiosOutcome,
} from '../leaderboard/store-pages.ts';
import type { StatsOutcome, Store } from '../leaderboard/store.ts';

/** Of each kind: what visitors ask for and nobody has must not push out what everybody needs. */
const questionsLimit = 500;
type Kind = 'stats' | 'choices' | 'ratios' | 'models';

const answersOf = new WeakMap<Store, Map<Kind, EpochMap<Promise<unknown>>>>();

/** Every page says whether the population was made up. */
export function statsOf(store: Store): Promise<StatsOutcome> {
  return ofEpoch(store, 'stats', '', () => store.stats());
}

export function choicesOf(store: Store, query: ModelQuery): Promise<ChoicesOutcome> {
  return ofEpoch(store, 'choices', questionOf(query), () => store.choices(query));
}

export function ratiosOf(store: Store, query: ModelQuery): Promise<RatiosOutcome> {
  return ofEpoch(store, 'ratios', questionOf(query), () => store.ratios(query));
}

/** What nobody has is not kept: there is no end of it. */
export function modelsOf(store: Store, query: FindModelsQuery): Promise<FoundModelsOutcome> {
  return ofEpoch(
    store,
    'models',
    `${query.origin} ${query.reference}`,
    () => store.findModels(query),
    (outcome) => outcome.status === 'found' && outcome.models.length > 0,
  );
}

function questionOf({ origin, modelSha256 }: ModelQuery): string {
  return `${origin} ${modelSha256}`;
}

/**
 * What the store says in this epoch, asked once for all pages that need it: every filter of a model's page has the same
 * model, choices, comparisons and population behind it.
 * @param question everything that decides the answer
 * @param isKept whether this is an answer for those who ask next; what failed never is
 */
function ofEpoch<Outcome extends { readonly status: string }>(
  store: Store,
  kind: Kind,
  question: string,
  ask: () => Promise<Outcome>,
  isKept = ({ status }: Outcome) => status !== 'unavailable',
): Promise<Outcome> {
  const epoch = store.epoch();
  const kinds = answersOf.get(store) ?? new Map<Kind, EpochMap<Promise<unknown>>>();
  answersOf.set(store, kinds);
  const answers = kinds.get(kind) ?? new EpochMap<Promise<unknown>>(questionsLimit);
  kinds.set(kind, answers);
  const answered = answers.get(epoch, question) as Promise<Outcome> | null;
  if (answered !== null) return answered;
  const asked = ask();
  answers.put(epoch, question, asked);
  const forget = () => answers.delete(epoch, question);
  asked.then((outcome) => {
    if (!isKept(outcome)) forget();
  }, forget);
  return asked;
}

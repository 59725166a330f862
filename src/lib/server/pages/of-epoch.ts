import { EpochMap } from '../epoch-map.ts';
import type { FindModelsQuery, ModelQuery } from '../leaderboard/store-pages.ts';
import type { Store } from '../leaderboard/store.ts';

/** Of each kind: what visitors ask for and nobody has must not push out what everybody needs. */
const questionsLimit = 500;

/** Every page says whether the population was made up. */
export const statsOf = onceAnEpoch((store) => store.stats());

export const choicesOf = onceAnEpoch((store, query: ModelQuery) => store.choices(query));

export const ratiosOf = onceAnEpoch((store, query: ModelQuery) => store.ratios(query));

/** What nobody has is not kept: there is no end of it. */
export const modelsOf = onceAnEpoch(
  (store, query: FindModelsQuery) => store.findModels(query),
  (outcome) => outcome.status === 'found' && outcome.models.length > 0,
);

/**
 * What the store says in this epoch, asked once for all pages that need it: every filter of a model's page has the same
 * model, choices, comparisons and population behind it.
 * @param isKept whether this is an answer for those who ask next; what failed never is
 */
function onceAnEpoch<Outcome extends { readonly status: string }, Query = void>(
  ask: (store: Store, query: Query) => Promise<Outcome>,
  isKept = ({ status }: Outcome) => status !== 'unavailable',
): (store: Store, query: Query) => Promise<Outcome> {
  const answersOf = new WeakMap<Store, EpochMap<Promise<Outcome>>>();
  return (store, query) => {
    const epoch = store.epoch();
    const answers = answersOf.get(store) ?? new EpochMap<Promise<Outcome>>(questionsLimit);
    answersOf.set(store, answers);
    const question = JSON.stringify([query]);
    const answered = answers.get(epoch, question);
    if (answered !== null) return answered;
    const asked = ask(store, query);
    answers.put(epoch, question, asked);
    const forget = () => answers.delete(epoch, question);
    asked.then((outcome) => {
      if (!isKept(outcome)) forget();
    }, forget);
    return asked;
  };
}

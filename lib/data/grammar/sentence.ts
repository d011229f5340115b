import { type GrammaticalNumber, nounClass, verbClass } from "./vocabulary";

/** What comes next in a state: a word of a class, with what probability, and the state that it leads to. */
export interface Step {
  readonly wordClass: string;
  readonly probability: number;
  readonly next: SentenceState;
}

/** A noun phrase by its place: `opening` is the first subject of a sentence, where the topic may change. */
type Phrase = "opening" | "subject" | "attribute" | "object" | "adjunct";

/** All that what follows depends on. */
export interface SentenceState {
  readonly place: "phrase" | "noun" | "after subject" | "before verb" | "after verb" | "rest";
  /** Of the words so far; in an opening phrase, of the sentence before. */
  readonly topic: number;
  readonly phrase?: Phrase;
  /** Number of the subject, with which its verb agrees. */
  readonly subject?: GrammaticalNumber;
  /** Numbers that the determiner of the noun to come allows. */
  readonly allows?: GrammaticalNumber | "either";
}

/** Probability that a sentence keeps the topic of the one before; all others share the rest. */
const topicPersistence = 0.8;

const singularAfterEither = 0.6;

/**
 * The steps out of a state. No two have the same class, so state and word determine the next state: this is why the
 * entropy rate has a closed form.
 *
 * A sentence is subject, verb, perhaps an object, then adverbs, prepositional phrases and clauses with `and`, until it
 * ends. Nouns without determiner are plural; the verb has the number of its subject, even behind the subject's attribute.
 */
export function stepsFrom(state: SentenceState, topics: number): Step[] {
  switch (state.place) {
    case "phrase":
      return phraseSteps(state, topics);
    case "noun":
      return nounSteps(state, topics, 0.3);
    case "after subject":
      return [
        {
          wordClass: "preposition",
          probability: 0.25,
          next: { ...state, place: "phrase", phrase: "attribute" },
        },
        ...scaled(verbSteps(state), 0.75),
      ];
    case "before verb":
      return verbSteps(state);
    case "after verb":
      return [
        ...scaled(phraseSteps({ place: "phrase", phrase: "object", topic: state.topic }, topics), 0.6),
        ...scaled(restSteps(state, { preposition: 0.5, adverb: 0.25, conjunction: 0.05, end: 0.2 }), 0.4),
      ];
    case "rest":
      return restSteps(state, { preposition: 0.25, adverb: 0.1, conjunction: 0.15, end: 0.5 });
  }
}

/** Determiner, adjective or noun. */
function phraseSteps(state: SentenceState, topics: number): Step[] {
  const within = (allows: SentenceState["allows"]): SentenceState => ({ ...state, place: "noun", allows });
  return [
    { wordClass: "determiner", probability: 0.2, next: within("either") },
    { wordClass: "singular determiner", probability: 0.12, next: within("singular") },
    { wordClass: "plural determiner", probability: 0.08, next: within("plural") },
    ...scaled(nounSteps(within("plural"), topics, 0.4), 0.6),
  ];
}

/** A further adjective, or the noun. */
function nounSteps(state: SentenceState, topics: number, adjective: number): Step[] {
  const { allows, phrase, topic } = state;
  const numbers: readonly [GrammaticalNumber, number][] =
    allows === "either"
      ? [
          ["singular", singularAfterEither],
          ["plural", 1 - singularAfterEither],
        ]
      : [[allows as GrammaticalNumber, 1]];
  const chosen = phrase === "opening" ? topicProbabilities(topic, topics) : [[topic, 1] as const];
  const nouns = chosen.flatMap(([of, share]) =>
    numbers.map(([number, probability]) => ({
      wordClass: nounClass(of, number),
      probability: share * probability,
      next: afterNoun(state, of, number),
    })),
  );
  return [{ wordClass: "adjective", probability: adjective, next: state }, ...scaled(nouns, 1 - adjective)];
}

function afterNoun(
  { phrase, subject }: SentenceState,
  topic: number,
  number: GrammaticalNumber,
): SentenceState {
  if (phrase === "opening" || phrase === "subject") return { place: "after subject", topic, subject: number };
  if (phrase === "attribute") return { place: "before verb", topic, subject };
  return { place: "rest", topic };
}

function topicProbabilities(before: number, topics: number): (readonly [number, number])[] {
  if (topics === 1) return [[0, 1]];
  return Array.from({ length: topics }, (_, topic) => [
    topic,
    topic === before ? topicPersistence : (1 - topicPersistence) / (topics - 1),
  ]);
}

function verbSteps({ topic, subject }: SentenceState): Step[] {
  return [
    { wordClass: "adverb", probability: 0.12, next: { place: "before verb", topic, subject } },
    { wordClass: verbClass(subject!), probability: 0.88, next: { place: "after verb", topic } },
  ];
}

function restSteps(
  { topic }: SentenceState,
  probabilities: Record<"preposition" | "adverb" | "conjunction" | "end", number>,
): Step[] {
  const { preposition, adverb, conjunction, end } = probabilities;
  return [
    {
      wordClass: "preposition",
      probability: preposition,
      next: { place: "phrase", phrase: "adjunct", topic },
    },
    { wordClass: "adverb", probability: adverb, next: { place: "rest", topic } },
    {
      wordClass: "conjunction",
      probability: conjunction,
      next: { place: "phrase", phrase: "subject", topic },
    },
    { wordClass: "end", probability: end, next: { place: "phrase", phrase: "opening", topic } },
  ];
}

function scaled(steps: readonly Step[], factor: number): Step[] {
  return steps.map((step) => ({ ...step, probability: factor * step.probability }));
}

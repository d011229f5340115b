import { wordStems } from "./stems";

/** Words that take the same places in a sentence, the most frequent first. */
export interface WordClass {
  readonly name: string;
  readonly words: readonly string[];
}

/** Number of a noun or verb; what stands before a noun may leave it open. */
export type GrammaticalNumber = "singular" | "plural";

/** The short words of the language, from the most frequent on. */
const functionWords: Readonly<Record<string, string>> = {
  determiner: "the our their no any",
  "singular determiner": "a this every each",
  "plural determiner": "these many all few both",
  preposition: "of in with near from under behind without",
  conjunction: "and but while",
  end: ".",
};

const functionClasses: readonly WordClass[] = Object.entries(functionWords).map(([name, words]) => ({
  name,
  words: words.split(" "),
}));

const taken = new Set(functionClasses.flatMap(({ words }) => words));

const endings = { plural: "s", verb: "s", adjective: "y", adverb: "ly" };

/** Of the made-up words; adjectives are what remains. */
const shares = { nouns: 0.5, verbs: 0.22, adverbs: 0.08 };

export function nounClass(topic: number, number: GrammaticalNumber): string {
  return `${number} noun of topic ${topic}`;
}

export function verbClass(number: GrammaticalNumber): string {
  return `${number} verb`;
}

/**
 * All classes of a language of `words` words, each word in one class only. A noun or verb is two words, by its number: of
 * nouns the plural has an s, of verbs the singular.
 */
export function wordClasses(words: number, topics: number): WordClass[] {
  const made = words - taken.size;
  const nouns = Math.floor((shares.nouns * made) / (2 * topics));
  const verbs = Math.floor((shares.verbs * made) / 2);
  const adverbs = Math.floor(shares.adverbs * made);
  const adjectives = made - 2 * topics * nouns - 2 * verbs - adverbs;
  const [adjectiveStems, adverbStems, verbStems, ...nounStems] = dealStems([
    adjectives,
    adverbs,
    verbs,
    ...Array<number>(topics).fill(nouns),
  ]);
  return [
    ...functionClasses,
    { name: "adjective", words: withEnding(adjectiveStems!, endings.adjective) },
    { name: "adverb", words: withEnding(adverbStems!, endings.adverb) },
    { name: verbClass("singular"), words: withEnding(verbStems!, endings.verb) },
    { name: verbClass("plural"), words: verbStems! },
    ...nounStems.flatMap((stems, topic) => [
      { name: nounClass(topic, "singular"), words: stems },
      { name: nounClass(topic, "plural"), words: withEnding(stems, endings.plural) },
    ]),
  ];
}

function withEnding(stems: readonly string[], ending: string): string[] {
  return stems.map((stem) => stem + ending);
}

/** Lists of the given sizes, dealt in turn, so that the first of each are the shortest. */
function dealStems(sizes: readonly number[]): string[][] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const isTaken = (stem: string): boolean =>
    ["", ...Object.values(endings)].some((ending) => taken.has(stem + ending));
  const stems = wordStems(total, isTaken).values();
  const hands = sizes.map((): string[] => []);
  for (let rank = 0; rank < Math.max(...sizes); rank++) {
    hands.forEach((hand, h) => {
      if (rank < sizes[h]!) hand.push(stems.next().value!);
    });
  }
  return hands;
}

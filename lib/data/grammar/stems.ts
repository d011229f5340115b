import { createRandom } from "../../random/create-random";

const onsets = "b d f g h l m n p r s t v w z br dr gr pl st tr".split(" ");
const vowels = "a e i o u".split(" ");
/** None ends in s, y or a vowel, so that endings never make the form of one stem that of another. */
const codas = "l m n r nd lt mp rk".split(" ");

/** Frequent words are short, as in every language. */
const shortStems = 150;

/**
 * `count` made-up stems that all differ: the first 150 of one syllable, the rest of two, and none that `isTaken`. The
 * same on every machine, and the first ones whatever the count. There are 88,000. O(count).
 */
export function wordStems(count: number, isTaken: (stem: string) => boolean): string[] {
  const random = createRandom("stems of the grammar");
  const open = onsets.flatMap((onset) => vowels.map((vowel) => onset + vowel));
  const closed = open.flatMap((syllable) => codas.map((coda) => syllable + coda));
  const stems = new Set<string>();
  const add = (stem: string): void => {
    if (!isTaken(stem)) stems.add(stem);
  };
  const singles = random.fork("one syllable").shuffle([...closed]);
  for (let at = 0; stems.size < Math.min(count, shortStems); at++) add(singles[at]!);
  const pairs = random.fork("two syllables");
  while (stems.size < count) {
    add(open[pairs.integer(open.length)]! + closed[pairs.integer(closed.length)]!);
  }
  return [...stems];
}

import type { Grammar } from "./grammar";

/**
 * Entropy rate in nats a word: the mean over the stationary states of the entropy of the next word. It is exact because
 * the state follows from the words so far; no model of this language has a lower mean loss on long text.
 * O(states × classes + words).
 *
 * Source: Cover and Thomas, Elements of Information Theory, 2006, section 4.2.
 *
 * @example
 * import { createGrammar, grammarEntropyRate } from "model-collapse";
 * grammarEntropyRate(createGrammar({ words: 300, zipfExponent: 1.5 })).toFixed(2); // → 2.92
 */
export function grammarEntropyRate(grammar: Grammar): number {
  const { classes, classProbability, stateProbability, wordClass, wordShare } = grammar;
  const classEntropy = new Float64Array(classes.length);
  wordShare.forEach((share, id) => {
    if (wordClass[id]! >= 0) classEntropy[wordClass[id]!]! += surprise(share);
  });
  let rate = 0;
  classProbability.forEach((probability, at) => {
    const state = Math.floor(at / classes.length);
    const own = surprise(probability) + probability * classEntropy[at % classes.length]!;
    rate += stateProbability[state]! * own;
  });
  return rate;
}

/** −p ln p, 0 for p = 0. */
function surprise(probability: number): number {
  return probability > 0 ? -probability * Math.log(probability) : 0;
}

/**
 * Probability of every id at any place in the text, exactly; 0 for those that are no words.
 * O(states × classes + words).
 *
 * @example
 * import { createGrammar, grammarUnigrams } from "model-collapse";
 * const grammar = createGrammar();
 * grammarUnigrams(grammar)[grammar.words.indexOf("the")]?.toFixed(4); // → 0.0271
 */
export function grammarUnigrams(grammar: Grammar): Float64Array {
  const { classes, classProbability, stateProbability, wordClass, wordShare } = grammar;
  const ofClass = new Float64Array(classes.length);
  classProbability.forEach((probability, at) => {
    ofClass[at % classes.length]! += stateProbability[Math.floor(at / classes.length)]! * probability;
  });
  return wordShare.map((share, id) => (wordClass[id]! < 0 ? 0 : share * ofClass[wordClass[id]!]!));
}

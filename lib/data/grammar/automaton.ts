import { type SentenceState, stepsFrom } from "./sentence";

/** Finite automaton that writes word classes: what comes next in each state, and where it leads. */
export interface Automaton {
  /** Number of states. */
  readonly states: number;
  /** Probability of class c in state s, at `s * classes + c`. */
  readonly classProbability: Float64Array;
  /** The state after class c in state s, at `s * classes + c`; −1 where the class cannot come. */
  readonly nextState: Int32Array;
}

/** The automaton of all states that follow from the beginning of a sentence. O(states × classes). */
export function sentenceAutomaton(classes: readonly string[], topics: number): Automaton {
  const begin: SentenceState = { place: "phrase", phrase: "opening", topic: 0 };
  const found: SentenceState[] = [begin];
  const numbers = new Map([[keyOf(begin), 0]]);
  const numberOf = (state: SentenceState): number => {
    const key = keyOf(state);
    if (!numbers.has(key)) {
      numbers.set(key, found.length);
      found.push(state);
    }
    return numbers.get(key)!;
  };
  const classNumbers = new Map(classes.map((name, number) => [name, number]));
  const arcs: { at: number; probability: number; next: number }[] = [];
  // The list grows while it is read, until no step leads to a new state.
  for (let state = 0; state < found.length; state++) {
    for (const { wordClass, probability, next } of stepsFrom(found[state]!, topics)) {
      const at = state * classes.length + classNumbers.get(wordClass)!;
      arcs.push({ at, probability, next: numberOf(next) });
    }
  }
  const classProbability = new Float64Array(found.length * classes.length);
  const nextState = new Int32Array(classProbability.length).fill(-1);
  for (const { at, probability, next } of arcs) {
    classProbability[at] = probability;
    nextState[at] = next;
  }
  return { states: found.length, classProbability, nextState };
}

function keyOf({ place, topic, phrase, subject, allows }: SentenceState): string {
  return [place, topic, phrase, subject, allows].join();
}

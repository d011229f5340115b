import { createAliasTable } from "../../random/alias-table";
import type { AliasTable, Random } from "../../random/random";
import type { TokenBlocks } from "../token-blocks";
import type { Grammar } from "./grammar";

/**
 * Independent blocks of word ids. Each is a piece out of the middle of an endless text: its first state is drawn from
 * the stationary distribution, so it may begin within a sentence, and every position has the same distribution. One
 * uniform a block and two a word: a million words in 0.1 s.
 * @throws RangeError unless count and length are whole numbers of at least 1
 */
export function sampleGrammar(grammar: Grammar, count: number, length: number, random: Random): TokenBlocks {
  requirePositive("count", count);
  requirePositive("length", length);
  const { states, classes, classStart, classProbability, nextState, stateProbability, wordShare } = grammar;
  const beginnings = createAliasTable(stateProbability);
  const classesOf = tables(states, (state) =>
    classProbability.subarray(state * classes.length, (state + 1) * classes.length),
  );
  const wordsOf = tables(classes.length, (group) =>
    wordShare.subarray(classStart[group]!, classStart[group + 1]!),
  );
  const tokens = new Int32Array(count * length);
  for (let block = 0; block < count; block++) {
    let state = random.categorical(beginnings);
    for (let at = block * length; at < (block + 1) * length; at++) {
      const group = random.categorical(classesOf[state]!);
      tokens[at] = classStart[group]! + random.categorical(wordsOf[group]!);
      state = nextState[state * classes.length + group]!;
    }
  }
  return { tokens, count, length };
}

function tables(count: number, probabilitiesOf: (index: number) => Float64Array): AliasTable[] {
  return Array.from({ length: count }, (_, index) => createAliasTable(probabilitiesOf(index)));
}

function requirePositive(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new RangeError(`sampleGrammar needs ${name} to be a whole number of at least 1, got ${value}`);
}

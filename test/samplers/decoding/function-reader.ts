import type { NextTokenScores, TokenReader } from "../../../lib/nets/token-reader";

/** Logits of the next token after a text. */
export type NextLogits = (text: readonly number[]) => ArrayLike<number>;

/** A reader that also says what was asked of it. */
export interface FunctionReader extends TokenReader {
  /** Prompts of every `start`. */
  readonly started: {
    readonly prompts: number;
    readonly rowsPerGroup: number;
    readonly furtherTokens: number;
  }[];
  /** Kinds of scores that were asked for, step by step. */
  readonly asked: string[];
}

/** A language model that is a function of the whole text, computed row by row: no row can depend on another. */
export function functionReader(
  vocabularySize: number,
  nextLogits: NextLogits,
  positions = 1000,
): FunctionReader {
  let rows: (readonly number[])[] = [];
  let perGroup = 1;
  let further = 0;
  const reader: FunctionReader = {
    vocabularySize,
    positions,
    started: [],
    asked: [],
    start(prompts, rowsPerGroup, furtherTokens) {
      reader.started.push({ prompts: prompts.length, rowsPerGroup, furtherTokens });
      rows = prompts.flatMap((prompt) => Array.from({ length: rowsPerGroup }, () => [...prompt]));
      [perGroup, further] = [rowsPerGroup, furtherTokens];
      return scoresOf(rows.filter((_, row) => row % rowsPerGroup === 0));
    },
    advance(tokens, parents = Int32Array.from(rows, (_, row) => row)) {
      if (further-- <= 0) throw new Error("more tokens than announced");
      if (tokens.length !== rows.length || parents.length !== rows.length)
        throw new Error("rows are missing");
      rows = Array.from(tokens, (token, row) => {
        if (!(token >= 0 && token < vocabularySize)) throw new Error(`token ${token}`);
        if (Math.floor(parents[row]! / perGroup) !== Math.floor(row / perGroup)) throw new Error("parent");
        return [...rows[parents[row]!]!, token];
      });
      return scoresOf(rows);
    },
    dispose() {
      rows = [];
    },
  };

  function scoresOf(texts: readonly (readonly number[])[]): NextTokenScores {
    const logits = texts.map((text) => Float32Array.from(nextLogits(text)));
    const flat = (values: readonly Float32Array[]) =>
      Float32Array.from(values.flatMap((row) => Array.from(row)));
    const ask = (kind: string) => void reader.asked.push(kind);
    return {
      logits() {
        ask("logits");
        return flat(logits);
      },
      logProbabilities() {
        ask("logProbabilities");
        return flat(logits.map(logSoftmax));
      },
      probabilities(temperature) {
        ask("probabilities");
        return flat(logits.map((row) => logSoftmax(row.map((score) => score / temperature)).map(Math.exp)));
      },
      best(count) {
        ask(`best ${count}`);
        if (count > vocabularySize) throw new Error("more than the vocabulary");
        const sorted = logits.map((row) => {
          const order = Array.from(row.keys()).sort((a, b) => row[b]! - row[a]! || a - b);
          return order.slice(0, count);
        });
        return {
          tokens: Int32Array.from(sorted.flat()),
          logProbabilities: flat(
            sorted.map((order, index) => {
              const all = logSoftmax(logits[index]!);
              return Float32Array.from(order, (token) => all[token]!);
            }),
          ),
        };
      },
    };
  }
  return reader;
}

export function logSoftmax(logits: Float32Array): Float32Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const sum = logits.reduce((total, score) => total + Math.exp(score - largest), 0);
  return logits.map((score) => score - largest - Math.log(sum));
}

/** Logits that depend on every token of the text and its place, as good as random. */
export function hashedLogits(vocabularySize: number, spread = 2): NextLogits {
  return (text) => {
    let state = 17;
    for (const token of text) state = Math.imul(state ^ (token + 0x9e37), 0x85ebca6b) ^ (state >>> 13);
    return Float32Array.from({ length: vocabularySize }, (_, token) => {
      let bits = Math.imul(state ^ Math.imul(token + 1, 0xc2b2ae35), 0x27d4eb2f);
      bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
      return spread * (((bits ^ (bits >>> 12)) >>> 0) / 2 ** 31 - 1);
    });
  };
}

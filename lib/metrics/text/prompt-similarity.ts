import { type Estimate, meanAndStandardError } from "../summaries";
import { numberNgrams } from "./number-ngrams";
import { joinRows, type TextRows, type Texts, textRows } from "./text-rows";

export interface PromptSimilarityOptions {
  /** Ids that are left out everywhere, such as those of function words. */
  readonly stopTypes?: Iterable<number>;
}

export interface PromptSimilarity {
  /** Mean cosine of each prompt and its own continuation. */
  readonly own: Estimate;
  /** The same with the continuations of other prompts, over all pairs: what has nothing to do with the prompt. */
  readonly shuffled: Estimate;
  /** `own` minus `shuffled`: 0 for texts that have left their topic altogether. */
  readonly excess: Estimate;
  /** Cosine of each prompt and its own continuation. */
  readonly pairs: Float64Array;
  /** Mean cosine of each prompt and the continuations of all others. */
  readonly shuffledPairs: Float64Array;
}

/**
 * How much continuations keep to the topic of their prompts: cosines of TF-IDF vectors. Weights as scikit-learn's
 * `TfidfVectorizer` fitted to the prompts: count × (ln((1 + prompts)/(1 + prompts with the type)) + 1), types that no
 * prompt has left out, length 1; a text without a known type has cosine 0. Row i of both belongs together; ids of
 * tokens, or words by `wordRows`.
 *
 * `shuffled` is the mean over all pairs that do not belong together, which no random order has to be drawn for. Its
 * standard error and that of `excess` follow the mean of every prompt's and of every continuation's cosines (first
 * order of a U-statistic), since each text is in many pairs. Expected O(tokens).
 * @throws RangeError for fewer than two pairs, numbers of prompts and continuations that differ, or when stop types
 *   are all there is in the prompts
 *
 * @example
 * import { promptSimilarity } from "model-collapse";
 * const prompts = [Int32Array.of(1, 2), Int32Array.of(3, 4)];
 * const { own, shuffled } = promptSimilarity(prompts, [Int32Array.of(1, 1), Int32Array.of(4, 9)]);
 * own.measured; // → 0.7071
 * shuffled.measured; // → 0
 */
export function promptSimilarity(
  prompts: Texts,
  continuations: Texts,
  { stopTypes = [] }: PromptSimilarityOptions = {},
): PromptSimilarity {
  const caller = "promptSimilarity";
  const stops = new Set(stopTypes);
  const [first, second] = [textRows(caller, prompts), textRows(caller, continuations)];
  checkPairs(first, second, stops);
  const { idf, vectorOf } = vectorizer(first, second, stops);
  const count = first.count;
  const [a, b] = [rowsFrom(vectorOf, 0, count), rowsFrom(vectorOf, count, count)];
  const pairs = cosines(a, b, idf.length);
  const [sumA, sumB] = [scattered(a, idf.length), scattered(b, idf.length)];
  const ofPrompt = a.map((vector, row) => (dot(vector, sumB) - pairs[row]!) / (count - 1));
  const ofContinuation = b.map((vector, row) => (dot(vector, sumA) - pairs[row]!) / (count - 1));
  const own = meanAndStandardError(pairs);
  const both = ofPrompt.map((value, row) => value + ofContinuation[row]!);
  const shuffled = { ...meanAndStandardError(both), measured: meanAndStandardError(ofPrompt).measured };
  const { standardError } = meanAndStandardError(both.map((value, row) => pairs[row]! - value));
  const excess = { measured: own.measured - shuffled.measured, standardError, replicates: count };
  return { own, shuffled, excess, pairs, shuffledPairs: Float64Array.from(ofPrompt) };
}

/** The types of a text and their weights. */
interface SparseVector {
  readonly types: Int32Array;
  readonly weights: Float64Array;
}

function rowsFrom(vectorOf: (row: number) => SparseVector, start: number, count: number): SparseVector[] {
  return Array.from({ length: count }, (_, row) => vectorOf(start + row));
}

/** Weights of types by the prompts, and the unit vector of each row, prompts first. */
function vectorizer(prompts: TextRows, continuations: TextRows, stops: ReadonlySet<number>) {
  const rows = joinRows(prompts, continuations);
  const { numbers, starts, distinct } = numberNgrams(rows, 1);
  const counts = new Float64Array(distinct);
  const countsOf = (row: number): SparseVector => {
    const types: number[] = [];
    for (let place = starts[row]!; place < starts[row + 1]!; place++) {
      const type = numbers[place]!;
      if (stops.has(rows.tokens[place]!)) continue;
      if (counts[type] === 0) types.push(type);
      counts[type]!++;
    }
    const weights = Float64Array.from(types, (type) => counts[type]!);
    for (const type of types) counts[type] = 0;
    return { types: Int32Array.from(types), weights };
  };
  const documents = new Float64Array(distinct);
  for (let row = 0; row < prompts.count; row++) for (const type of countsOf(row).types) documents[type]!++;
  const idf = documents.map((with_) => (with_ > 0 ? Math.log((1 + prompts.count) / (1 + with_)) + 1 : 0));
  const vectorOf = (row: number): SparseVector => {
    const { types, weights } = countsOf(row);
    const weighted = weights.map((count, at) => count * idf[types[at]!]!);
    const norm = Math.sqrt(weighted.reduce((sum, weight) => sum + weight * weight, 0));
    return { types, weights: norm > 0 ? weighted.map((weight) => weight / norm) : weighted };
  };
  return { idf, vectorOf };
}

/** Of the vectors in the same place. */
function cosines(a: readonly SparseVector[], b: readonly SparseVector[], types: number): Float64Array {
  const room = new Float64Array(types);
  return Float64Array.from(a, (vector, row) => {
    const other = b[row]!;
    other.types.forEach((type, at) => {
      room[type] = other.weights[at]!;
    });
    const cosine = dot(vector, room);
    for (const type of other.types) room[type] = 0;
    return cosine;
  });
}

/** Sum of vectors, over all types. */
function scattered(vectors: readonly SparseVector[], types: number): Float64Array {
  const sum = new Float64Array(types);
  for (const vector of vectors) {
    vector.types.forEach((type, at) => {
      sum[type]! += vector.weights[at]!;
    });
  }
  return sum;
}

function dot({ types, weights }: SparseVector, dense: Float64Array): number {
  return types.reduce((sum, type, at) => sum + weights[at]! * dense[type]!, 0);
}

function checkPairs(prompts: TextRows, continuations: TextRows, stops: ReadonlySet<number>): void {
  if (prompts.count !== continuations.count || prompts.count < 2) {
    throw new RangeError(
      "promptSimilarity needs at least 2 prompts and a continuation of each, " +
        `got ${prompts.count} prompts and ${continuations.count} continuations`,
    );
  }
  if (prompts.tokens.every((token) => stops.has(token))) {
    throw new RangeError(
      "promptSimilarity needs prompts with more than stop types, got none. Name fewer stop types",
    );
  }
}

import { exceeding } from "./draw";
import { MassOrder } from "./mass-order";
import { sumOf, type Weights, weightsOf } from "./weights";

/**
 * The tokens of one row that may still be drawn, in the order of the vocabulary, with their weights, which need not
 * sum to 1. It is filled from a row and narrowed by one rule after the other; none of them sorts the row. Working
 * memory of one decoding.
 */
export class Shortlist {
  count = 0;
  readonly tokens: Int32Array;
  readonly weights: Weights;
  readonly #distances: Weights;
  readonly #order: MassOrder;

  constructor(vocabulary: number) {
    this.tokens = new Int32Array(vocabulary);
    this.weights = weightsOf(new Float32Array(vocabulary));
    this.#distances = weightsOf(new Float32Array(vocabulary));
    this.#order = new MassOrder(vocabulary);
  }

  /** Sum of the weights. */
  get total(): number {
    return sumOf(this.weights.values, 0, this.count);
  }

  /** Begins with those of the tokens `row[offset … offset + vocabulary − 1]` whose weights have larger bits. */
  fillAbove(row: Weights, offset: number, vocabulary: number, leastBits: number): void {
    const { tokens, weights } = this;
    const { values, bits } = row;
    let count = 0;
    for (let token = 0; token < vocabulary; token++) {
      // Written always, and counted when the sign of the difference says so: a branch would be mispredicted.
      tokens[count] = token;
      count += (leastBits - bits[offset + token]!) >>> 31;
    }
    for (let place = 0; place < count; place++) weights.values[place] = values[offset + tokens[place]!]!;
    this.count = count;
  }

  /** Begins with the `limit` tokens of a row that weigh most, and all that weigh as much as the last of them. */
  fillLargest(row: Weights, offset: number, vocabulary: number, limit: number): void {
    const key = this.#order.keyOfRank(row.bits, offset, offset + vocabulary, Math.min(limit, vocabulary));
    this.fillAbove(row, offset, vocabulary, Math.max(0, key - 1));
  }

  /**
   * Keeps the largest weights: the smallest of them are dropped while together they have at most `mass`, of equal
   * ones the first first. One is kept at least.
   */
  dropSmallest(mass: number): void {
    const { values, bits } = this.weights;
    const first = this.#order.placeExceeding(bits, values, this.count, mass);
    const key = bits[first]!;
    const end = this.count;
    this.count = 0;
    this.#keep(bits, 0, first, key + 1, 0x7fffffff);
    this.#keep(bits, first, end, key, 0x7fffffff);
  }

  /**
   * Keeps the tokens whose surprise −ln p is nearest its mean until they have `share` of the probability, and all that
   * are as near as the last of them.
   */
  keepTypical(share: number): void {
    const { total } = this;
    const { values } = this.weights;
    const distances = this.#distances;
    let entropy = 0;
    for (let place = 0; place < this.count; place++) {
      const probability = values[place]! / total;
      const surprise = -Math.log(probability);
      distances.values[place] = surprise;
      entropy += probability * surprise;
    }
    for (let place = 0; place < this.count; place++) {
      distances.values[place] = Math.abs(distances.values[place]! - entropy);
    }
    const last = this.#order.placeExceeding(distances.bits, values, this.count, share * total);
    const end = this.count;
    this.count = 0;
    this.#keep(distances.bits, 0, end, 0, distances.bits[last]!);
  }

  includes(token: number): boolean {
    for (let place = 0; place < this.count; place++) if (this.tokens[place] === token) return true;
    return false;
  }

  /** A token drawn with the weights from one uniform in [0, 1). */
  draw(uniform: number): number {
    return this.tokens[exceeding(this.weights.values, 0, this.count, uniform * this.total)]!;
  }

  /** Keeps, behind those that are kept already, the places from `start` to `end` − 1 with keys from least to most. */
  #keep(keys: Int32Array, start: number, end: number, least: number, most: number): void {
    const { tokens, weights } = this;
    let count = this.count;
    for (let place = start; place < end; place++) {
      const key = keys[place]!;
      tokens[count] = tokens[place]!;
      weights.bits[count] = weights.bits[place]!;
      // Counted without a branch, as above: one of the differences is negative where the key lies outside.
      count += 1 - (((key - least) | (most - key)) >>> 31);
    }
    this.count = count;
  }
}

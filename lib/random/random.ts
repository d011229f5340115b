/**
 * A stream of random numbers. The same seed and the same labels give the same stream on every platform,
 * whatever else runs, so results do not depend on workers, on the order of cells, or on other draws.
 * Every method throws a RangeError for parameters outside the range it states.
 */
export interface Random {
  /**
   * 32 hexadecimal digits that name the stream at its start: `randomFromKey(key)` begins it again, on another
   * thread or machine. Draws do not change it.
   */
  readonly key: string;
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  next(): number;
  /** Standard normal, exact (ziggurat). */
  normal(): number;
  /** Uniform integer in 0 … bound − 1, without modulo bias; bound from 1 to 2⁵³. */
  integer(bound: number): number;
  /** Exponential with mean 1, exact (ziggurat). */
  exponential(): number;
  /** Gamma with the given shape and scale 1; its mean is `shape`. Rounds to 0 when the draw is below 5e-324. */
  gamma(shape: number): number;
  /** Beta on (0, 1): a draw that would round to 0 or 1 is the nearest number inside. */
  beta(alpha: number, beta: number): number;
  /** Poisson count with the given mean, from 0 to 2⁵². Cost O(1). */
  poisson(mean: number): number;
  /** Number of successes in `trials` (0 to 2⁵²) independent trials of the given probability. Cost O(1). */
  binomial(trials: number, probability: number): number;
  /**
   * How often each category came up in `count` (0 to 2³¹ − 1) independent draws. Probabilities need not sum to 1.
   * Cost O(categories), whatever the count: far cheaper than drawing and counting.
   */
  multinomial(count: number, probabilities: ArrayLike<number>): Int32Array;
  /** Index drawn with the probabilities of the table, two table look-ups a draw. */
  categorical(table: AliasTable): number;
  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<Items extends { length: number; [index: number]: unknown }>(items: Items): Items;
  /** Fills with uniforms on [0, 1); the same numbers as calling `next` for every entry. */
  fillUniform(target: Float64Array): Float64Array;
  /** Fills with normals; the same numbers as `mean + standardDeviation * normal()` for every entry. */
  fillNormal(target: Float64Array, mean?: number, standardDeviation?: number): Float64Array;
  /** Fills with category indices; the same numbers as calling `categorical` for every entry. */
  fillCategorical(target: Int32Array, table: AliasTable): Int32Array;
  /**
   * A stream of its own that depends on the seed and the labels alone: not on what was drawn before,
   * nor on other forks. A number and its decimal string are different labels. Costs 5 ns, and 30 to 40 at its
   * first use.
   */
  fork(label: string | number): Random;
}

/** Walker–Vose alias table of a categorical distribution, made by `createAliasTable`. */
export interface AliasTable {
  /** Probability of keeping the column that was drawn. */
  readonly keep: Float64Array;
  /** Category taken otherwise. */
  readonly alias: Int32Array;
}

/**
 * A stream of random numbers. The same seed and the same labels give the same stream on every platform,
 * whatever else runs, so results do not depend on workers, on the order of cells, or on other draws.
 */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  next(): number;
  /** Standard normal, exact (ziggurat). */
  normal(): number;
  /** Uniform integer in 0 … bound − 1, without modulo bias. */
  integer(bound: number): number;
  /** Exponential with mean 1, exact (ziggurat). */
  exponential(): number;
  /** Gamma with the given shape and scale 1; its mean is `shape`. */
  gamma(shape: number): number;
  /** Beta on (0, 1). */
  beta(alpha: number, beta: number): number;
  /** Poisson count with the given mean. */
  poisson(mean: number): number;
  /** Index drawn with the probabilities of the table, two table look-ups a draw. */
  categorical(table: AliasTable): number;
  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<Items extends { length: number; [index: number]: unknown }>(items: Items): Items;
  /** Fills with uniforms on [0, 1). */
  fillUniform(target: Float64Array): Float64Array;
  /** Fills with normals; the same numbers as calling `normal` for every entry. */
  fillNormal(target: Float64Array, mean?: number, standardDeviation?: number): Float64Array;
  /** Fills with category indices; the same numbers as calling `categorical` for every entry. */
  fillCategorical(target: Int32Array, table: AliasTable): Int32Array;
  /**
   * A stream of its own that depends on the seed and the labels alone: not on what was drawn before,
   * nor on other forks. A number and its decimal string are different labels.
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

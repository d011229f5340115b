import { digamma } from "../../fitters/special-functions";

/**
 * Mean range of a uniform model, of the first, after k fits to n draws each by maximum likelihood (the smallest and the
 * largest draw): ((n − 1)/(n + 1))^k. The ranges of successive generations are independent factors. Derived here.
 */
export function replacedMeanRange(n: number, fits: number): number {
  return ((n - 1) / (n + 1)) ** fits;
}

/**
 * Mean over chains of ln(shape_k/shape_0) of a power law above a known minimum, after k fits to n draws each by maximum
 * likelihood: k (ln n − ψ(n)), about k/(2n). It is positive: the typical tail becomes lighter, though the mean of 1/shape
 * stays. Derived here: n shape_0/shape_1 is a gamma variable of shape n.
 */
export function replacedLogShape(n: number, fits: number): number {
  return fits * (Math.log(n) - digamma(n));
}

import type { Points } from "../../data/points";

/** A kernel density in one dimension: equal shares of a normal distribution about every centre. */
export interface KernelDensityModel {
  readonly centres: Float64Array;
  /** Standard deviation of the kernel, in units of the data. */
  readonly bandwidth: number;
}

/** A kernel density in several dimensions: equal shares of a normal distribution about every centre. */
export interface MultivariateKernelDensityModel {
  readonly centres: Points;
  /** Covariance of the kernel: row-major, columns × columns, symmetric. */
  readonly kernelCovariance: Float64Array;
}

/** How wide the kernel is: a rule, or a number, its standard deviation in units of the data. */
export type Bandwidth = "scott" | "silverman" | number;

export interface KernelDensityOptions {
  /**
   * With n observations in d dimensions, the rules scale the sample's standard deviation or covariance, which divides
   * by n − 1 here: the factor is n^(−1/(d + 4)) by "scott", (n (d + 2) / 4)^(−1/(d + 4)) by "silverman", as in SciPy's
   * `gaussian_kde`. A number is the standard deviation of the kernel itself, in every direction when there are
   * several, as scikit-learn's `KernelDensity` takes it; SciPy takes a factor, this number over the sample's
   * standard deviation. Default "scott".
   */
  readonly bandwidth?: Bandwidth;
  /**
   * Draw the centres towards the mean, and narrow the kernel, so that the model has the variance (the covariance) of the
   * sample, dividing by n: without it the variance is larger by that of the kernel (Silverman 1986, section 6.4.1,
   * the smoothed bootstrap). Default false.
   */
  readonly shrink?: boolean;
}

/** Options with their defaults. */
export type KernelDensityPlan = Required<KernelDensityOptions>;

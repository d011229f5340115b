/** Shape that the covariance matrices of a mixture share. */
export type CovarianceType = "full" | "diagonal" | "tied" | "spherical";

/** A mixture of normal distributions, as plain arrays that survive JSON. */
export interface MixtureParameters {
  /** Share of each component; they sum to 1. */
  readonly weights: readonly number[];
  /** components × dimensions. */
  readonly means: readonly (readonly number[])[];
  /** components × dimensions × dimensions: whole matrices, whatever the covariance type. */
  readonly covariances: readonly (readonly (readonly number[])[])[];
}

/** A fitted mixture. */
export interface GaussianMixtureModel extends MixtureParameters {
  readonly covarianceType: CovarianceType;
  /** Mean natural log-likelihood of the training points under this model. */
  readonly meanLogLikelihood: number;
  /** The value whose change ended the iterations: the mean log-likelihood before the last M-step. */
  readonly lowerBound: number;
  /** E- and M-steps done. */
  readonly iterations: number;
  /** Whether the lower bound changed by less than the tolerance before the iterations ran out. */
  readonly converged: boolean;
  /** Akaike's criterion, −2 log-likelihood + 2 free parameters; smaller is better. */
  readonly aic: number;
  /** Bayesian criterion, −2 log-likelihood + ln(rows) × free parameters; smaller is better. */
  readonly bic: number;
}

export interface GaussianMixtureOptions {
  readonly components: number;
  /** Where to start, such as an earlier fit. Without it the start is drawn as `initialization` says. */
  readonly start?: MixtureParameters;
  /** Default 100. */
  readonly maximumIterations?: number;
  /** Stop when the mean log-likelihood changes by less. 0 runs all iterations. Default 1e-3. */
  readonly tolerance?: number;
  /** Added to the diagonal of every covariance at every M-step, in squared data units. Default 1e-6. */
  readonly regularization?: number;
  /** Default "full". */
  readonly covarianceType?: CovarianceType;
  /** Starts drawn; the fit with the highest lower bound is kept. Default 1. Ignored with `start`. */
  readonly restarts?: number;
  /**
   * "k-means" runs Lloyd's algorithm and takes the moments of its clusters; "k-means++" takes those of the
   * points nearest to each of the spread-out points it draws. Default "k-means".
   */
  readonly initialization?: "k-means" | "k-means++";
}

/** The options with every default filled in. */
export type CompleteOptions = Required<Omit<GaussianMixtureOptions, "start">> &
  Pick<GaussianMixtureOptions, "start">;

/** Number of free parameters: weights, means and distinct entries of the covariances. */
export function freeParameters(type: CovarianceType, components: number, dimensions: number): number {
  const triangle = (dimensions * (dimensions + 1)) / 2;
  const covariance = {
    full: components * triangle,
    diagonal: components * dimensions,
    tied: triangle,
    spherical: components,
  }[type];
  return covariance + components * dimensions + components - 1;
}

import type { VarianceDivisor } from "./gaussian-chain";

/** A chain whose training sets hold some real rows in every generation. */
export interface AnchoredChain {
  /** Rows of the real data, N, that generation 0 is fitted to. */
  readonly realData: number;
  /** Synthetic rows, M, in every later training set. */
  readonly syntheticRows: number;
  /** Real rows, m, in every later training set. */
  readonly realRows: number;
  /**
   * Where these real rows come from: "kept", drawn from the real data of generation 0 without replacement, anew each
   * generation, as the regime `anchor` does; or "fresh", new draws from the true distribution.
   */
  readonly source: "kept" | "fresh";
  readonly divisor: VarianceDivisor;
  /** Factor λ of the covariance that synthetic rows are drawn with, in (0, 1], see `withSamplingBias`. Default 1. */
  readonly samplingBias?: number;
}

/** Means over chains, in units of the true variance. In more than one dimension both are ratios of traces. */
export interface AnchoredMoments {
  /** Mean fitted variance. */
  readonly variance: number;
  /** Mean squared distance of the fitted mean from the true one. */
  readonly squaredError: number;
}

/**
 * Variance and squared error of the mean after `fits` fits (1 is the fit to the real data), exactly. Closed form derived
 * here: with T = M + m rows, q = M/T, p = m/T, and U, V the squared error and variance so far, the next fit has
 *
 *     U' = q² U + q λ V/T + p f s/T,    V' = c (q (U + λ V) + p s − U')
 *
 * where λ is the sampling bias, c = 1 (divisor n) or T/(T − 1). Fresh rows: s = f = 1, U and V start as after any fit to
 * N draws. Kept rows: U is taken about the real data's own mean, s = 1 − 1/N is their variance, f = (N − m)/(N − 1) the correction for drawing
 * without replacement, U starts at 0, and 1/N is added at the end. The divisor n without bias keeps U + V = s for ever.
 *
 * Only means and covariances enter: it holds for every family that keeps those of its training set, in any dimension.
 * Of a Gaussian mixture it is the covariance of the whole, of frequencies p the diversity 1 − Σp². O(fits).
 * @throws RangeError when a count is not whole or out of range, or more rows are kept than there are
 *
 * @example
 * import { anchoredMoments } from "model-collapse";
 * const chain = { realData: 100, syntheticRows: 90, realRows: 10, source: "kept", divisor: "n" } as const;
 * anchoredMoments(chain, 101).variance; // → 0.9407
 * anchoredMoments({ ...chain, syntheticRows: 100, realRows: 0 }, 101).variance; // → 0.3624
 */
export function anchoredMoments(chain: AnchoredChain, fits: number): AnchoredMoments {
  if (!Number.isInteger(fits) || fits < 1) {
    throw new RangeError(`anchoredMoments needs a whole number of fits, at least 1, got ${fits}`);
  }
  const parts = partsOf("anchoredMoments", chain);
  const { realData, divisor } = chain;
  const { bias } = parts;
  let squaredError = parts.kept ? 0 : 1 / realData;
  let variance = divisor === "n" ? 1 - 1 / realData : 1;
  const { total, synthetic, real, spread, drawn, factor } = parts;
  for (let fit = 2; fit <= fits; fit++) {
    const next = synthetic ** 2 * squaredError + (synthetic * bias * variance) / total + drawn;
    variance = factor * (synthetic * (squaredError + bias * variance) + real * spread - next);
    squaredError = next;
  }
  return { variance, squaredError: squaredError + parts.aroundData };
}

/**
 * What `anchoredMoments` tends to. Fresh rows, no bias and the divisor n: squared error A = (M + m)/(2Mm + m² + M) and
 * variance 1 − A, whatever the real data of generation 0; one fresh row among very many leaves 2/3 of the variance. Kept rows:
 * (1 − 1/N)(1 − A'), A' = (M + mf)/(2Mm + m² + M). Closed form derived here, as the fixed point of the recursion.
 * @throws RangeError as `anchoredMoments`, and for no real rows with the divisor n − 1 or with a bias: the error then has no
 *   limit, or one that depends on the real data
 *
 * @example
 * import { anchoredLimit } from "model-collapse";
 * const chain = { realData: 100, syntheticRows: 1e9, realRows: 1, source: "fresh", divisor: "n" } as const;
 * anchoredLimit(chain).variance; // → 0.6667
 */
export function anchoredLimit(chain: AnchoredChain): AnchoredMoments {
  const { total, synthetic, real, spread, drawn, factor, bias, aroundData } = partsOf("anchoredLimit", chain);
  if (chain.realRows === 0 && (chain.divisor === "n − 1" || bias < 1)) {
    throw new RangeError(
      "anchoredLimit needs at least one real row for the divisor n − 1 and for a sampling bias: without, the error grows " +
        "for ever or depends on the real data",
    );
  }
  const renewed = real * (1 + synthetic); // 1 − q², without loss of digits
  if (chain.divisor === "n" && bias === 1) {
    const squaredError = ((synthetic * spread) / total + drawn) / (renewed + synthetic / total);
    return { variance: spread - squaredError, squaredError: squaredError + aroundData };
  }
  const unbiased = chain.divisor === "n" ? real : (chain.realRows - 1) / (total - 1); // 1 − cq
  const lost = unbiased + (1 - bias) * (1 - unbiased); // 1 − λcq
  const gained = factor * real;
  const determinant = renewed * lost + (gained * bias * synthetic) / total;
  const squaredError = (drawn * lost + (gained * spread * bias * synthetic) / total) / determinant;
  const variance = (gained * (renewed * spread - drawn)) / determinant;
  return { variance, squaredError: squaredError + aroundData };
}

/** The constants of the recursion. */
function partsOf(caller: string, chain: AnchoredChain) {
  requireCounts(caller, chain);
  const { realData, syntheticRows, realRows, divisor, samplingBias: bias = 1 } = chain;
  if (!(bias > 0 && bias <= 1)) {
    throw new RangeError(`${caller} needs a samplingBias above 0 and at most 1, got ${bias}`);
  }
  const kept = chain.source === "kept";
  const total = syntheticRows + realRows;
  const real = realRows / total;
  const spread = kept ? 1 - 1 / realData : 1;
  const correction = kept ? (realData - realRows) / (realData - 1) : 1;
  return {
    kept,
    total,
    bias,
    synthetic: syntheticRows / total,
    real,
    spread,
    /** What the choice of real rows adds to the squared error. */
    drawn: (real * correction * spread) / total,
    factor: divisor === "n" ? 1 : total / (total - 1),
    /** Squared error of the real data's own mean, where errors are taken about it. */
    aroundData: kept ? 1 / realData : 0,
  };
}

function requireCounts(caller: string, { realData, syntheticRows, realRows, source }: AnchoredChain): void {
  const counts = { realData, syntheticRows, realRows };
  for (const [name, count] of Object.entries(counts)) {
    const least = name === "realData" ? 2 : 0;
    if (!Number.isInteger(count) || count < least) {
      throw new RangeError(`${caller} needs ${name} to be whole and at least ${least}, got ${count}`);
    }
  }
  if (syntheticRows + realRows < 2) {
    throw new RangeError(
      `${caller} needs at least 2 rows to train on, got ${syntheticRows} synthetic and ${realRows} real`,
    );
  }
  if (source === "kept" && realRows > realData) {
    throw new RangeError(`${caller} cannot keep ${realRows} rows of ${realData}: lower realRows`);
  }
}

import { selectRows, sizeOf } from "../data/collection";
import type { TrainingSet } from "../data/points";
import { checkWholeNumber } from "../fitters/checks";
import type { Random } from "../random/random";
import type { NotInferred } from "./not-inferred";
import { quantileOfSorted } from "./quantiles";
import { type Estimate, meanAndStandardError } from "./summaries";

export interface BootstrapOptions {
  /**
   * How often the samples are drawn anew. Default 200, which knows the standard error to 1/√(2 × resamples) = 5 %;
   * ask for 2000 when the interval matters.
   */
  readonly resamples?: number;
  /** Confidence level of the interval. Default 0.95. */
  readonly confidence?: number;
}

/** The statistic of the samples themselves, not corrected, with what the resamples say about it. */
export interface BootstrapEstimate extends Estimate {
  /** Mean over the resamples minus `measured`: subtract it from `measured` to correct to first order. */
  readonly bias: number;
  /** Percentile interval: quantiles of the statistic over the resamples. */
  readonly interval: readonly [lower: number, upper: number];
}

/**
 * Nonparametric bootstrap (Efron 1979): draws the rows of every sample anew, with replacement and as many as there
 * were, each sample apart from the others, and applies the statistic again. The standard error is the standard
 * deviation over the resamples, 1/(resamples − 1). Any training set can be a sample; what belongs together is one
 * sample of several columns.
 *
 * It presupposes independent rows and a smooth statistic. Rows that repeat mislead what looks at nearest
 * neighbours or at extremes. Distances that cannot be negative grow by resampling, most where both distributions are
 * equal: their `bias` says by how much, and the percentile interval may then miss the truth. Draws one integer a row.
 * O(resamples × (rows + cost of the statistic)).
 * @throws TypeError for samples that are no training sets; RangeError without samples, for an empty one, fewer than 2
 *   resamples, a confidence outside (0, 1), or a statistic that is not finite
 *
 * @example
 * import { bootstrapEstimate, createRandom, wasserstein1 } from "model-collapse";
 * const random = createRandom("bootstrap");
 * const real = random.fillNormal(new Float64Array(400));
 * const synthetic = random.fillNormal(new Float64Array(400), 1);
 * const { measured, standardError } = bootstrapEstimate(wasserstein1, [real, synthetic], {}, random);
 * Math.abs(measured - 1) < 4 * standardError; // → true
 */
export function bootstrapEstimate<Samples extends readonly [TrainingSet, ...TrainingSet[]]>(
  statistic: (...samples: NotInferred<Samples>) => number,
  samples: Samples,
  options: BootstrapOptions,
  random: Random,
): BootstrapEstimate {
  const { resamples = 200, confidence = 0.95 } = options;
  checkInput(samples, resamples, confidence);
  const measured = checkedStatistic(
    statistic(...(samples as unknown as NotInferred<Samples>)),
    "the samples themselves give",
  );
  const values = Float64Array.from({ length: resamples }, (_, r) =>
    checkedStatistic(
      statistic(...(resampled(samples, random) as unknown as NotInferred<Samples>)),
      `resample ${r} gives`,
    ),
  );
  const { measured: mean, standardError } = meanAndStandardError(values);
  const ordered = values.sort();
  const outside = (1 - confidence) / 2;
  return {
    measured,
    standardError: standardError * Math.sqrt(resamples),
    bias: mean - measured,
    interval: [quantileOfSorted(ordered, outside), quantileOfSorted(ordered, 1 - outside)],
  };
}

function resampled<Samples extends readonly TrainingSet[]>(samples: Samples, random: Random): Samples {
  return samples.map((sample) => {
    const rows = sizeOf(sample);
    return selectRows(
      sample,
      Int32Array.from({ length: rows }, () => random.integer(rows)),
    );
  }) as unknown as Samples;
}

function checkInput(samples: readonly TrainingSet[], resamples: number, confidence: number): void {
  if (!Array.isArray(samples) || samples.length === 0) {
    throw new RangeError("bootstrapEstimate needs an array of samples, [sample] or [real, synthetic]");
  }
  samples.forEach((sample: TrainingSet, at) => {
    if (typeof sample !== "object" || sample === null || Array.isArray(sample)) {
      throw new TypeError(
        `bootstrapEstimate needs training sets (a Float64Array, an Int32Array, Points …): sample ${at} is ` +
          `${Array.isArray(sample) ? "an array: take Float64Array.from" : `a value of type ${typeof sample}`}`,
      );
    }
    if (sizeOf(sample) === 0) {
      throw new RangeError(`bootstrapEstimate needs samples with at least one row: sample ${at} is empty`);
    }
  });
  checkWholeNumber("bootstrapEstimate", "resamples", resamples, 2);
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(
      `bootstrapEstimate needs a confidence between 0 and 1, such as 0.95, got ${confidence}`,
    );
  }
}

function checkedStatistic(value: number, source: string): number {
  if (Number.isFinite(value)) return value;
  throw new RangeError(
    `bootstrapEstimate needs a statistic that is a finite number: ${source} ${value}. ` +
      "A resample lacks about 37 % of the rows: a statistic that is infinite then has no standard error",
  );
}

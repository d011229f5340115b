import type { Outcomes } from "../data/points";
import { checkWholeNumber } from "../fitters/checks";
import type { Family } from "../fitters/family";
import { portable } from "../fitters/portable";
import {
  checkZipfMandelbrotOptions,
  rankCounts,
  type ZipfMandelbrotModel,
  type ZipfMandelbrotOptions,
  zipfMandelbrotLikeliest,
  zipfMandelbrotProbabilities,
} from "../fitters/zipf-mandelbrot";
import { createAliasTable } from "../random/alias-table";
import type { Random } from "../random/random";

/** Draws `count` outcomes, rank − 1 each: one uniform each, after an alias table in O(ranks). */
export function sampleZipfMandelbrot(model: ZipfMandelbrotModel, count: number, random: Random): Outcomes {
  return random.fillCategorical(new Int32Array(count), createAliasTable(zipfMandelbrotProbabilities(model)));
}

/** Natural logarithm of the probability of every outcome (rank − 1). */
export function zipfMandelbrotLogDensity(model: ZipfMandelbrotModel, outcomes: Outcomes): Float64Array {
  const logarithms = zipfMandelbrotProbabilities(model).map(Math.log);
  return Float64Array.from(outcomes, (outcome) => logarithms[outcome] ?? -Infinity);
}

/**
 * The Zipf–Mandelbrot family over a fixed order of ranks: outcome k has rank k + 1 in every generation. A law that is
 * fitted, unlike frequencies, gives outcomes that nobody drew their chance back. It is absorbed once rank 1 alone is left.
 * @throws RangeError unless `ranks` is a whole number of at least 2, or for a negative offset
 */
export function zipfMandelbrot(
  options: ZipfMandelbrotOptions & { readonly ranks: number },
): Family<Outcomes, ZipfMandelbrotModel> {
  checkWholeNumber("zipfMandelbrot", "ranks", options.ranks, 2);
  checkZipfMandelbrotOptions("zipfMandelbrot", options);
  return portable<Family<Outcomes, ZipfMandelbrotModel>>(
    {
      name: "zipfMandelbrot",
      fit: (data) => zipfMandelbrotLikeliest(rankCounts(data, options.ranks), options),
      sample: sampleZipfMandelbrot,
      logDensity: zipfMandelbrotLogDensity,
      isAbsorbed: ({ exponent }) => exponent === Infinity,
    },
    "zipfMandelbrot",
    options,
  );
}

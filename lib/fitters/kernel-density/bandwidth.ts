import type { Bandwidth, KernelDensityOptions, KernelDensityPlan } from "./model";

/** @throws RangeError for a bandwidth that is no rule and no positive number */
export function planOf(caller: string, options: KernelDensityOptions): KernelDensityPlan {
  const { bandwidth = "scott", shrink = false } = options;
  const isRule = bandwidth === "scott" || bandwidth === "silverman";
  if (!isRule && !(typeof bandwidth === "number" && bandwidth > 0 && bandwidth < Infinity)) {
    throw new RangeError(
      `${caller} needs bandwidth to be "scott", "silverman" or a positive number, got ${JSON.stringify(bandwidth) ?? bandwidth}`,
    );
  }
  return { bandwidth, shrink };
}

/** Fewest observations that determine the kernel: the rules and the shrinkage need a variance. */
export function fewestObservations({ bandwidth, shrink }: KernelDensityPlan): 1 | 2 {
  return typeof bandwidth === "number" && !shrink ? 1 : 2;
}

/** Standard deviation of the kernel as a share of the sample's, by the rules of `KernelDensityOptions`. */
export function bandwidthFactor(
  rule: Exclude<Bandwidth, number>,
  observations: number,
  dimensions: number,
): number {
  const count = rule === "scott" ? observations : (observations * (dimensions + 2)) / 4;
  return count ** (-1 / (dimensions + 4));
}

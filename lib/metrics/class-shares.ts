import { checkWholeNumber } from "../fitters/checks";
import { checkProbabilities } from "./probabilities";
import { type Estimate, proportionAndStandardError } from "./summaries";

/**
 * Share of each class among labels, 0 … classes − 1. O(labels).
 * @throws RangeError without labels, or for a label that is no class
 *
 * @example
 * import { classShares } from "model-collapse";
 * classShares(Int32Array.of(0, 2, 2, 0), 3); // → [ 0.5, 0, 0.5 ]
 */
export function classShares(labels: Int32Array, classes: number): Float64Array {
  return countClasses("classShares", labels, classes).map((count) => count / labels.length);
}

/**
 * The same with standard errors, each class by itself (see `proportionAndStandardError`): a class that did not
 * occur is not known to be gone. O(labels).
 * @throws RangeError without labels, or for a label that is no class
 */
export function estimateClassShares(labels: Int32Array, classes: number): Estimate[] {
  const counts = countClasses("estimateClassShares", labels, classes);
  return Array.from(counts, (count) => proportionAndStandardError(count, labels.length));
}

/**
 * Smallest share of a class: 1/classes when all are alike, 0 when one is gone. O(classes).
 * @throws RangeError when the shares are no probabilities
 */
export function rarestClassShare(shares: ArrayLike<number>): number {
  checkProbabilities("rarestClassShare", shares);
  return Array.from(shares).reduce((least, share) => Math.min(least, share), 1);
}

/** How often each class occurs. O(labels). */
export function countClasses(caller: string, labels: Int32Array, classes: number): Float64Array {
  checkWholeNumber(caller, "classes", classes, 1);
  if (!(labels instanceof Int32Array)) {
    throw new TypeError(`${caller} needs labels in an Int32Array, got a value of type ${typeof labels}`);
  }
  if (labels.length === 0) throw new RangeError(`${caller} needs at least one label, got none`);
  const counts = new Float64Array(classes);
  labels.forEach((label, at) => {
    if (label < 0 || label >= classes) {
      throw new RangeError(`${caller} needs labels from 0 to ${classes - 1}: label ${at} is ${label}`);
    }
    counts[label]!++;
  });
  return counts;
}

import { type Interpolant, interpolantFor, interpolate } from "./interpolant";
import { boxesInReach, countUpTo, nearestSource, scaledSum } from "./point-sum";
import { boxSources, boxStarts, boxWidth, type SourceBoxes } from "./source-boxes";

/**
 * ln Σ_i exp(−(y − x_i)² / 2h²) at every target y: a fast Gauss transform (Greengard and Strain 1991) whose error is
 * relative to the sum itself, not to its largest value, so that tails are as exact as the peak. Each approximation
 * misses less than 2⁻⁵² of the sum: sources out of reach, the series of a box, the interpolation between targets;
 * rounding adds some more. Every term being positive, errors of parts add up to no more than errors of the whole.
 *
 * O(n log n + m log m) for n sources and m targets, besides one sum for each half bandwidth in which there are targets:
 * it takes 40 polynomials. Where fewer than about 20 targets share half a bandwidth each has its own sum. Memory O(n + m).
 */
export function logGaussianSums(
  sources: Float64Array,
  targets: Float64Array,
  bandwidth: number,
): Float64Array {
  const boxes = boxSources(sources.slice().sort(), bandwidth);
  const sorted = targets.slice().sort();
  const starts = boxStarts(sorted, boxWidth * bandwidth);
  const firsts = Float64Array.from(starts.subarray(0, -1), (start) => sorted[start]!);
  const interpolants = Array.from(firsts, (first, box) => {
    const last = sorted[starts[box + 1]! - 1]!;
    return interpolantFor(boxes, first, last, starts[box + 1]! - starts[box]!);
  });
  return Float64Array.from(targets, (target) =>
    logSumAt(boxes, interpolants[countUpTo(firsts, target) - 1], target),
  );
}

function logSumAt(boxes: SourceBoxes, interpolant: Interpolant | undefined, target: number): number {
  if (interpolant) return interpolate(interpolant, boxes.unit, target);
  const nearest = (target - nearestSource(boxes.sources, target)) * boxes.unit;
  const farthest = -0.5 * nearest * nearest;
  if (farthest === -Infinity) return farthest;
  return farthest + Math.log(scaledSum(boxes, boxesInReach(boxes, target, target), target, 0, nearest));
}

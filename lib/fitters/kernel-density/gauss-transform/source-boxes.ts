import { maximumTerms } from "./truncation";

/** Width of a box of sources, and of targets, in bandwidths. */
export const boxWidth = 0.5;

/** Up to as many sources are summed one by one: that is quicker than a polynomial. */
const fewSources = 6;

/**
 * Sources in order, cut into boxes that are at most half a bandwidth wide. A box starts at a source, so there are
 * never more boxes than sources, however small the bandwidth.
 */
export interface SourceBoxes {
  /** In ascending order. */
  readonly sources: Float64Array;
  /** 1 / bandwidth. */
  readonly unit: number;
  /** Box b holds the sources from `starts[b]` to before `starts[b + 1]`. */
  readonly starts: Int32Array;
  readonly firsts: Float64Array;
  readonly lasts: Float64Array;
  readonly centres: Float64Array;
  /** In bandwidths. */
  readonly halfWidths: Float64Array;
  /** Where the moments of a box begin, −1 for a box of few sources. */
  readonly momentsAt: Int32Array;
  /** Σ s^k exp(−s²/2) / k! over the sources of a box, s from its centre in bandwidths, k below `maximumTerms`. */
  readonly moments: Float64Array;
}

/** Cuts sorted sources into boxes and sums their moments. O(sources × maximumTerms). */
export function boxSources(sources: Float64Array, bandwidth: number): SourceBoxes {
  const unit = 1 / bandwidth;
  const starts = boxStarts(sources, boxWidth * bandwidth);
  const count = starts.length - 1;
  const firsts = new Float64Array(count);
  const lasts = new Float64Array(count);
  const centres = new Float64Array(count);
  const halfWidths = new Float64Array(count);
  const momentsAt = new Int32Array(count).fill(-1);
  let crowded = 0;
  for (let box = 0; box < count; box++) {
    firsts[box] = sources[starts[box]!]!;
    lasts[box] = sources[starts[box + 1]! - 1]!;
    centres[box] = firsts[box]! + (lasts[box]! - firsts[box]!) / 2;
    halfWidths[box] = Math.max(centres[box]! - firsts[box]!, lasts[box]! - centres[box]!) * unit;
    if (starts[box + 1]! - starts[box]! > fewSources) momentsAt[box] = maximumTerms * crowded++;
  }
  const moments = new Float64Array(maximumTerms * crowded);
  const boxes = { sources, unit, starts, firsts, lasts, centres, halfWidths, momentsAt, moments };
  for (let box = 0; box < count; box++) if (momentsAt[box]! >= 0) addMoments(boxes, box);
  return boxes;
}

/** Where boxes at most `width` wide start in sorted numbers; the last entry is their count. */
export function boxStarts(sorted: Float64Array, width: number): Int32Array {
  const starts: number[] = [];
  let end = -Infinity;
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i]! <= end) continue;
    starts.push(i);
    end = sorted[i]! + width;
  }
  starts.push(sorted.length);
  return Int32Array.from(starts);
}

function addMoments({ sources, unit, starts, centres, momentsAt, moments }: SourceBoxes, box: number): void {
  const at = momentsAt[box]!;
  for (let i = starts[box]!; i < starts[box + 1]!; i++) {
    const s = (sources[i]! - centres[box]!) * unit;
    let power = Math.exp(-0.5 * s * s);
    for (let k = 0; k < maximumTerms; k++) {
      moments[at + k]! += power;
      power *= s;
    }
  }
  let factorial = 1;
  for (let k = 2; k < maximumTerms; k++) {
    factorial *= k;
    moments[at + k]! /= factorial;
  }
}

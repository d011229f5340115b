import { totalProbability } from "./alias-table";
import { drawBinomial } from "./binomial";
import type { Random } from "./random";

const mostDraws = 2 ** 31 - 1;

/** Category by category: how many of the draws left fall here, given that they fall here or later. */
export function drawMultinomial(random: Random, count: number, probabilities: ArrayLike<number>): Int32Array {
  if (!(Number.isInteger(count) && count >= 0 && count <= mostDraws)) {
    throw new RangeError(`multinomial needs a count that is an integer from 0 to 2^31 − 1, got ${count}`);
  }
  totalProbability("multinomial", probabilities);
  const massFromHere = sumsToTheEnd(probabilities);
  const counts = new Int32Array(probabilities.length);
  let left = count;
  for (let category = 0; left > 0; category++) {
    if (probabilities[category] === 0) continue;
    counts[category] = drawBinomial(random, left, probabilities[category]! / massFromHere[category]!);
    left -= counts[category]!;
  }
  return counts;
}

/** Summed from the end, so that the last possible category takes exactly what is left. */
function sumsToTheEnd(probabilities: ArrayLike<number>): Float64Array {
  const sums = Float64Array.from(probabilities);
  for (let category = sums.length - 2; category >= 0; category--) sums[category]! += sums[category + 1]!;
  return sums;
}

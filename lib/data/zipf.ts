/**
 * Zipf–Mandelbrot probabilities of `count` ranks, in proportion to 1/(rank + shift)^exponent: what the frequencies of
 * words look like. O(count).
 * @throws RangeError unless count is a whole number of at least 1, the shift above −1 and the exponent finite
 *
 * @example
 * import { zipfProbabilities } from "model-collapse";
 * zipfProbabilities(3, { exponent: 1 })[0]!; // → 0.5455
 */
export function zipfProbabilities(
  count: number,
  { exponent, shift = 0 }: { readonly exponent: number; readonly shift?: number },
): Float64Array {
  if (!(Number.isInteger(count) && count >= 1 && shift > -1 && Number.isFinite(exponent))) {
    throw new RangeError(
      `zipfProbabilities needs a whole count ≥ 1, a shift > −1 and a finite exponent, got ${count}, ${shift} and ${exponent}`,
    );
  }
  return zipfShares(count, exponent, shift);
}

/** The same without any check; weights are relative to the first, so that no exponent makes all of them 0. */
export function zipfShares(count: number, exponent: number, shift: number): Float64Array {
  const weights = Float64Array.from({ length: count }, (_, i) =>
    i === 0 ? 1 : Math.exp(-exponent * Math.log1p(i / (1 + shift))),
  );
  let total = 0;
  for (let i = count - 1; i >= 0; i--) total += weights[i]!;
  return weights.map((weight) => weight / total);
}

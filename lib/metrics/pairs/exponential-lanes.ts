import { op } from "../../fitters/vectors/module-bytes";

/** Twice as many bits below the point as a double has: a number added to this is rounded to a whole one. */
const rounder = 1.5 * 2 ** 52;
// ln 2 in two parts (fdlibm): the first has so few digits that its multiples here are exact.
const highPart = 0.6931471803691238;
const lowPart = 1.9082149292705877e-10;
/** Below this the exponential counts as 0; it is 3 × 10⁻³⁰⁸ there. */
const smallest = -708;
/** Terms of the series: with |rest| ≤ ln 2 / 2 the first one left out is below 2⁻⁵². */
const degree = 12;

/** What vectors of the same number in both lanes are needed: made once, before the loops, they cost the least. */
const constants: readonly number[] = [1 / Math.LN2, rounder, highPart, lowPart, smallest, ...coefficients()];

export const exponentialConstants = constants.length;

/** 1 / k!, from the highest power down. */
function coefficients(): number[] {
  const found = [1];
  for (let k = 1; k <= degree; k++) found.unshift(found[0]! / k);
  return found;
}

/** Instructions that put the constants into the locals from `first` on. */
export function setExponentialConstants(first: number): number[] {
  return constants.flatMap((value, i) => [...op.bothDoubles(value), ...op.set(first + i)]);
}

/**
 * Instructions that leave exp(x) on the stack for both lanes of the vector in local `x`, which holds no positive
 * numbers: within 2 × 10⁻¹⁶ of it, and 1 for 0. x = n ln 2 + rest, exp(x) = 2ⁿ exp(rest): a Taylor series, and n
 * added to the exponent's bits. `n` and `rest` are locals to work with.
 */
export function exponentialLanes(x: number, n: number, rest: number, first: number): number[] {
  const [perUnit, rounding, high, low, least, ...series] = constants.map((_, i) => op.get(first + i));
  // The low bits of n + rounder are n in two's complement; as a double n is what is left without the rounder.
  const whole = [...op.get(n), ...rounding!, ...op.subtractDoubles];
  return [
    ...[...op.get(x), ...perUnit!, ...op.multiplyDoubles, ...rounding!, ...op.addDoubles, ...op.set(n)],
    ...[...op.get(x), ...whole, ...high!, ...op.multiplyDoubles, ...op.subtractDoubles],
    ...[...whole, ...low!, ...op.multiplyDoubles, ...op.subtractDoubles, ...op.set(rest)],
    ...series[0]!,
    ...series
      .slice(1)
      .flatMap((coefficient) => [
        ...[...op.get(rest), ...op.multiplyDoubles],
        ...[...coefficient, ...op.addDoubles],
      ]),
    ...[...op.get(n), ...op.constant(52), ...op.shiftLeftLongs, ...op.addLongs],
    ...[...op.get(x), ...least!, ...op.areGreaterDoubles, ...op.and],
  ];
}

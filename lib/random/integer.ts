import type { Random } from "./random";

/** Up to this bound a 32-bit word times the bound is exact in a double. */
export const largestShortBound = 2 ** 21;

/** Uniform in 0 … bound − 1 from 53 bits: those beyond the last whole multiple of the bound are drawn again. */
export function drawLongInteger(random: Random, bound: number): number {
  const range = 2 ** 53;
  const limit = range - (range % bound);
  for (;;) {
    const bits = random.next() * range;
    if (bits < limit) return bits % bound;
  }
}

/** @throws RangeError unless the bound is an integer from 1 to 2⁵³ */
export function checkBound(bound: number): void {
  if (!(Number.isInteger(bound) && bound >= 1 && bound <= 2 ** 53)) {
    throw new RangeError(`integer needs a bound that is an integer from 1 to 2^53, got ${bound}`);
  }
}

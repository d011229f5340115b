import { checkWholeNumber } from "../fitters/checks";
import type { Random } from "../random/random";

/**
 * Lower-triangular L whose product L Lᵀ is Wishart with `degreesOfFreedom` and scale I: XᵀX of so many rows of independent
 * standard normals, without drawing the rows (Bartlett 1933; Smith & Hocking 1972). Fewer rows than dimensions give
 * a singular product. The diagonal takes a gamma draw an entry, what is below it a normal. O(dimensions²).
 * @throws RangeError unless both counts are whole numbers, at least 0 and 1
 */
export function sampleWishartFactor(
  degreesOfFreedom: number,
  dimensions: number,
  random: Random,
): Float64Array {
  checkWholeNumber("sampleWishartFactor", "degreesOfFreedom", degreesOfFreedom, 0);
  checkWholeNumber("sampleWishartFactor", "dimensions", dimensions, 1);
  const factor = new Float64Array(dimensions ** 2);
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j < Math.min(i, degreesOfFreedom); j++) factor[i * dimensions + j] = random.normal();
    if (i < degreesOfFreedom)
      factor[i * dimensions + i] = Math.sqrt(2 * random.gamma((degreesOfFreedom - i) / 2));
  }
  return factor;
}

/** L Lᵀ of a lower-triangular L, row-major. O(dimensions³ / 6). */
export function productOfFactor(factor: Float64Array, dimensions: number): Float64Array {
  const product = new Float64Array(dimensions ** 2);
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = 0; p <= j; p++) sum += factor[i * dimensions + p]! * factor[j * dimensions + p]!;
      product[i * dimensions + j] = sum;
      product[j * dimensions + i] = sum;
    }
  }
  return product;
}

/** Terms of a Taylor polynomial, and nodes of an interpolation, at most. */
export const maximumTerms = 32;

/** Relative error of every approximation: each bound below stays under it. */
const precision = 2 ** -52;

/** Entries of the tables for each unit of the argument. */
export const stepsPerUnit = 8;

/**
 * Terms after which the Taylor series of exp(x), |x| ≤ z, may end: by Lagrange's remainder the rest is at most
 * z^p / p! · exp(z) of exp(x). Entry i is for z = i / stepsPerUnit; where the table ends, more terms than
 * `maximumTerms` would be needed.
 */
export const taylorTerms: Int8Array = leastTerms((z, p) => zPowerOverFactorial(z, p) * Math.exp(z));

/**
 * Chebyshev nodes at which exp(u δ) has to be known for all |u δ| ≤ z: interpolation misses at most
 * 2 (z / 2)^q / q! · exp(z), relative to a value of at least exp(−z). A sum of such exponentials with positive
 * weights is met just as closely. Entry i is for z = i / stepsPerUnit.
 */
export const interpolationNodes: Int8Array = leastTerms(
  (z, q) => 2 * zPowerOverFactorial(z / 2, q) * Math.exp(2 * z),
);

function leastTerms(relativeError: (z: number, terms: number) => number): Int8Array {
  const table: number[] = [];
  for (let terms = 1; ; table.push(terms)) {
    while (terms <= maximumTerms && relativeError(table.length / stepsPerUnit, terms) > precision) terms++;
    if (terms > maximumTerms) return Int8Array.from(table);
  }
}

function zPowerOverFactorial(z: number, power: number): number {
  let value = 1;
  for (let k = 1; k <= power; k++) value *= z / k;
  return value;
}

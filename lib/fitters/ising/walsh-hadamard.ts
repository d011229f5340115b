/**
 * Walsh–Hadamard transform in place: entry A becomes Σₓ (−1)^|A ∩ x| values[x], with sets A and states x as bits. With spin i of
 * state x equal to 1 − 2 × bit i it turns probabilities into the means of all products of spins, and the coefficients of
 * products into the exponents of all states. O(n log n) for n = a power of two.
 */
export function walshHadamard(values: Float64Array): void {
  for (let half = 1; half < values.length; half *= 2) {
    for (let block = 0; block < values.length; block += 2 * half) {
      for (let i = block; i < block + half; i++) {
        const [a, b] = [values[i]!, values[i + half]!];
        values[i] = a + b;
        values[i + half] = a - b;
      }
    }
  }
}

import { expect, test } from "vitest";
import { nuclearNorm } from "../../lib/metrics/nuclear-norm";
import { createRandom } from "../../lib/random/create-random";

test("is the sum of absolute entries of a diagonal matrix, and of a permuted one", () => {
  expect(nuclearNorm(Float64Array.of(3, 0, 0, -4), 2)).toBeCloseTo(7, 14);
  expect(nuclearNorm(Float64Array.of(0, -3, 4, 0), 2)).toBeCloseTo(7, 14);
  expect(nuclearNorm(new Float64Array(9), 3)).toBe(0);
});

test("is |u| |v| for a matrix of rank one", () => {
  expect(nuclearNorm(Float64Array.of(2, 4, 1, 2), 2)).toBeCloseTo(Math.sqrt(5) * Math.sqrt(5), 13);
});

test("keeps tiny singular values", () => {
  // [[1, 1], [0, δ]] has singular values whose sum is √(2 + δ² + 2δ).
  const delta = 1e-9;
  expect(nuclearNorm(Float64Array.of(1, 1, 0, delta), 2)).toBeCloseTo(
    Math.sqrt(2 + delta ** 2 + 2 * delta),
    15,
  );
});

test("equals the trace of a Gram matrix in 40 dimensions", () => {
  const order = 40;
  const root = createRandom("nuclear norm").fillNormal(new Float64Array(order * order));
  const gram = new Float64Array(order * order);
  for (let i = 0; i < order; i++) {
    for (let j = 0; j < order; j++) {
      for (let p = 0; p < order; p++) gram[i * order + j]! += root[i * order + p]! * root[j * order + p]!;
    }
  }
  const trace = root.reduce((sum, value) => sum + value * value, 0);
  expect(nuclearNorm(gram, order) / trace).toBeCloseTo(1, 12);
});

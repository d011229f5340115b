import fc from "fast-check";
import { expect, test } from "vitest";
import { nuclearNorm } from "../../lib/metrics/nuclear-norm";
import { createRandom } from "../../lib/random/create-random";

test("is the sum of absolute entries of a diagonal matrix, and of a permuted one", () => {
  expect(nuclearNorm(Float64Array.of(3, 0, 0, -4), 2)).toBeCloseTo(7, 14);
  expect(nuclearNorm(Float64Array.of(0, -3, 4, 0), 2)).toBeCloseTo(7, 14);
  expect(nuclearNorm(new Float64Array(9), 3)).toBe(0);
});

test("is the same for the transpose, under rotations, and with rows or columns of zeros", () => {
  const size = fc.integer({ min: 1, max: 14 });
  fc.assert(
    fc.property(
      size,
      size,
      fc.integer(),
      fc.double({ min: -4, max: 4, noNaN: true }),
      (rows, columns, seed, angle) => {
        const matrix = createRandom(seed).fillNormal(new Float64Array(rows * columns));
        const norm = nuclearNorm(matrix, rows, columns);
        const close = (other: number) => expect(Math.abs(other / norm - 1)).toBeLessThan(1e-12);
        const turned = matrix.map((_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!);
        close(nuclearNorm(turned, columns, rows));
        const rotated = matrix.slice();
        for (let c = 0; c < columns; c++) {
          const [x, y] = [matrix[c]!, matrix[(rows - 1) * columns + c]!];
          if (rows === 1) continue;
          rotated[c] = Math.cos(angle) * x - Math.sin(angle) * y;
          rotated[(rows - 1) * columns + c] = Math.sin(angle) * x + Math.cos(angle) * y;
        }
        close(nuclearNorm(rotated, rows, columns));
        const padded = new Float64Array((rows + 3) * columns);
        padded.set(matrix, 2 * columns);
        close(nuclearNorm(padded, rows + 3, columns));
        close(
          nuclearNorm(
            matrix.map((value) => value * 2 ** 600),
            rows,
            columns,
          ) /
            2 ** 600,
        );
      },
    ),
  );
});

test("is the trace of positive matrices of rank one to full, in 90 dimensions", () => {
  for (const rank of [1, 30, 90]) {
    const root = createRandom(`rank ${rank}`).fillNormal(new Float64Array(90 * rank));
    const gram = Float64Array.from({ length: 90 * 90 }, (_, at) => {
      const [i, j] = [Math.floor(at / 90), at % 90];
      let sum = 0;
      for (let p = 0; p < rank; p++) sum += root[i * rank + p]! * root[j * rank + p]!;
      return sum;
    });
    const trace = root.reduce((sum, value) => sum + value * value, 0);
    expect(nuclearNorm(gram, 90) / trace).toBeCloseTo(1, 12);
  }
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

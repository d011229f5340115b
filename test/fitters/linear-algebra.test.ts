import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cholesky, logDeterminant, semidefiniteCholesky } from "../../lib/fitters/linear-algebra/cholesky";
import { pivotedCholesky } from "../../lib/fitters/linear-algebra/pivoted-cholesky";
import { packInverseLower, rowStart, solveCholesky } from "../../lib/fitters/linear-algebra/triangular";
import { tridiagonalEigenvalues } from "../../lib/fitters/linear-algebra/tridiagonal-eigenvalues";
import { createRandom } from "../../lib/random/create-random";
import { expectClose, readGolden } from "./helpers";

const golden = readGolden<{ covariance: number[][]; cholesky: number[][]; logDeterminant: number }>(
  "gaussian",
);

/** A Aᵀ for a random order × rank matrix A. */
function product(order: number, rank: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const a = random.fillNormal(new Float64Array(order * rank));
  return new Float64Array(order * order).map((_, at) => {
    const [i, j] = [Math.floor(at / order), at % order];
    return dot(a.subarray(i * rank, (i + 1) * rank), a.subarray(j * rank, (j + 1) * rank));
  });
}

function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
}

function timesTranspose(factor: Float64Array, order: number): number[] {
  return Array.from({ length: order * order }, (_, at) => {
    const [i, j] = [Math.floor(at / order), at % order];
    return dot(factor.subarray(i * order, (i + 1) * order), factor.subarray(j * order, (j + 1) * order));
  });
}

const orders = fc.integer({ min: 1, max: 12 });
const seeds = fc.integer({ min: 0, max: 1e6 });

describe("Cholesky", () => {
  test("equals NumPy", () => {
    const factor = cholesky(Float64Array.from(golden.covariance.flat()), 3);
    expectClose(factor, golden.cholesky.flat(), 1e-14);
    expect(logDeterminant(factor, 3)).toBeCloseTo(golden.logDeterminant, 12);
  });

  test("multiplies back to the matrix, of full rank or not", () => {
    fc.assert(
      fc.property(orders, orders, seeds, (order, rank, seed) => {
        const matrix = product(order, rank, seed);
        const factor = semidefiniteCholesky(matrix, order);
        expectClose(timesTranspose(factor, order), [...matrix], 1e-6);
        if (rank >= order + 2)
          expectClose(timesTranspose(cholesky(matrix, order), order), [...matrix], 1e-13);
      }),
    );
  });

  test("solves, and inverts its factor", () => {
    fc.assert(
      fc.property(orders, seeds, (order, seed) => {
        const matrix = product(order, order + 4, seed);
        const solution = createRandom(seed).fork("x").fillNormal(new Float64Array(order));
        const rightSide = solution.map((_, i) => dot(matrix.subarray(i * order, (i + 1) * order), solution));
        const factor = cholesky(matrix, order);
        expectClose(solveCholesky(factor, order, rightSide), [...solution], 1e-8);
        const packed = new Float64Array(1 + rowStart(order));
        packInverseLower(factor, order, packed, 1);
        for (let i = 0; i < order; i++) {
          for (let j = 0; j <= i; j++) {
            let entry = 0;
            for (let p = j; p <= i; p++) entry += packed[1 + rowStart(i) + p]! * factor[p * order + j]!;
            expect(entry).toBeCloseTo(i === j ? 1 : 0, 8);
          }
        }
      }),
    );
  });

  test("refuses a matrix that is not positive definite, with the remedy", () => {
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(
      /positive-definite 2 × 2 matrix\. Add a small number to its diagonal/,
    );
    expect(() => cholesky(Float64Array.of(Number.NaN), 1)).toThrow(RangeError);
  });
});

describe("Cholesky with pivots", () => {
  test("multiplies back to the matrix with as many columns as it has rank, whatever the units", () => {
    fc.assert(
      fc.property(orders, orders, seeds, (order, columns, seed) => {
        const unit = (i: number) => 10 ** ((i % 5) - 2);
        const matrix = product(order, columns, seed).map(
          (value, at) => value * unit(Math.floor(at / order)) * unit(at % order),
        );
        const { factor, rank } = pivotedCholesky(matrix, order);
        expect(rank).toBe(Math.min(order, columns));
        for (let i = 0; i < order; i++) {
          for (let j = 0; j < order; j++) {
            const entry = dot(
              factor.subarray(i * rank, (i + 1) * rank),
              factor.subarray(j * rank, (j + 1) * rank),
            );
            const size = Math.sqrt(matrix[i * order + i]! * matrix[j * order + j]!);
            expect(Math.abs(entry - matrix[i * order + j]!)).toBeLessThan(1e-13 * size);
          }
        }
      }),
    );
  });

  test("leaves columns without variance out", () => {
    const { factor, rank } = pivotedCholesky(Float64Array.of(0, 0, 0, 4), 2);
    expect(rank).toBe(1);
    expect([...factor]).toEqual([0, 2]);
    expect(pivotedCholesky(new Float64Array(9), 3).rank).toBe(0);
  });
});

test("eigenvalues of the second difference matrix are 2 − 2 cos(kπ/(n + 1))", () => {
  for (const order of [1, 2, 3, 50, 400]) {
    const values = tridiagonalEigenvalues(
      new Float64Array(order).fill(2),
      new Float64Array(order - 1).fill(-1),
    ).sort();
    const expected = Array.from(
      { length: order },
      (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (order + 1)),
    );
    expectClose(values, expected, 1e-14);
  }
});

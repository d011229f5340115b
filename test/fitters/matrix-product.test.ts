import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choleskyInto } from "../../lib/fitters/linear-algebra/cholesky";
import {
  lowerRowProducts,
  type MatrixView,
  matrixView,
  rowProducts,
  transposed,
} from "../../lib/fitters/linear-algebra/matrix-product";
import { solveCholesky, solveCholeskyColumns } from "../../lib/fitters/linear-algebra/triangular";
import { createRandom } from "../../lib/random/create-random";
import { expectClose } from "./helpers";

const random = createRandom("matrix products");

function drawn(rows: number, entries: number): MatrixView {
  return matrixView(random.fillNormal(new Float64Array(rows * entries)), rows, entries);
}

const entry = (view: MatrixView, i: number, k: number) =>
  view.values[view.at + i * view.rowStride + k * view.entryStride]!;

/** The definition. */
function byDefinition(left: MatrixView, right: MatrixView): number[] {
  return Array.from({ length: left.rows * right.rows }, (_, at) => {
    const [i, j] = [Math.floor(at / right.rows), at % right.rows];
    let sum = 0;
    for (let k = 0; k < left.entries; k++) sum += entry(left, i, k) * entry(right, j, k);
    return sum;
  });
}

describe("products of rows", () => {
  const sizes = fc.integer({ min: 1, max: 12 });

  test("are scalar products, of rows and of columns", () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, (rows, others, entries) => {
        const [left, right, columns] = [drawn(rows, entries), drawn(others, entries), drawn(entries, others)];
        expectClose(rowProducts(left, right), byDefinition(left, right), 1e-14);
        const turned = transposed(columns);
        expectClose(rowProducts(left, turned), byDefinition(left, turned), 1e-14);
      }),
    );
  });

  test.each([
    [130, 131, 300],
    [3, 260, 257],
    [257, 5, 513],
  ])("go on from block to block: %d × %d rows of %d", (rows, others, entries) => {
    const [left, right] = [drawn(rows, entries), drawn(others, entries)];
    expectClose(rowProducts(left, right), byDefinition(left, right), 1e-13);
  });

  test.each([1, 7, 128, 129, 270])("of %d rows with themselves have the lower triangle right", (rows) => {
    const view = transposed(drawn(50, rows));
    const [lower, whole] = [lowerRowProducts(view), byDefinition(view, view)];
    const below = (_: number, at: number) => at % rows <= Math.floor(at / rows);
    expectClose(lower.filter(below), whole.filter(below), 1e-14);
  });
});

describe("Cholesky by blocks", () => {
  const order = 150;
  const root = drawn(order, 200);
  const matrix = Float64Array.from(byDefinition(root, root));

  test("multiplies back to the matrix, with zeros above the diagonal, into itself or another", () => {
    const factor = new Float64Array(order * order).fill(7);
    expect(choleskyInto(matrix, order, factor)).toBe(true);
    const view = matrixView(factor, order, order);
    expectClose(rowProducts(view, view), [...matrix], 1e-14);
    factor.forEach((value, at) => {
      if (at % order > Math.floor(at / order)) expect(value).toBe(0);
    });
    const itself = matrix.slice();
    expect(choleskyInto(itself, order, itself)).toBe(true);
    expect(itself).toEqual(factor);
  });

  test.each([0, 63, 64, 149])("says when pivot %d is not positive", (pivot) => {
    const broken = matrix.slice();
    broken[pivot * order + pivot] = -1;
    expect(choleskyInto(broken, order, new Float64Array(order * order))).toBe(false);
  });

  test("solves several right sides as one by one", () => {
    const factor = new Float64Array(order * order);
    choleskyInto(matrix, order, factor);
    const sides = drawn(order, 3).values;
    const solved = solveCholeskyColumns(factor, order, sides.slice(), 3);
    for (let column = 0; column < 3; column++) {
      const alone = solveCholesky(
        factor,
        order,
        sides.filter((_, i) => i % 3 === column),
      );
      expectClose(
        solved.filter((_, i) => i % 3 === column),
        [...alone],
        1e-10,
      );
    }
  });
});

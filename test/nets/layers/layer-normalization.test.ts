import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { engine } from "../../../lib/nets/engine";
import { layerNormalization } from "../../../lib/nets/layers/layer-normalization";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { agrees } from "../gradients";
import { isNative, normals } from "../helpers";
import { expectOwnDigitsOf } from "../stacking";

const native = await isNative("Digits of layer normalisations that are stacked, bit by bit");

beforeAll(tensorsReady);

const epsilon = 1e-5;
const seed = fc.nat();

/** What comes out of one row, weights 1 and bias 0 by default. */
function normalized(row: ArrayLike<number>, weight = 1, bias = 0): number[] {
  const { fill, tensor } = engine();
  const layer = layerNormalization("n", row.length, epsilon);
  let output: number[] = [];
  engine().tidy(() => {
    const shape = [1, 1, row.length];
    const weights = { "n.weight": fill(shape, weight), "n.bias": fill(shape, bias) };
    output = [...layer.forward(tensor(Float32Array.from(row), shape), weights).output.dataSync()];
  });
  return output;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("a row comes out with mean 0 and variance v / (v + ε), whatever its own mean and scale", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 200 }),
      fc.double({ min: -50, max: 50, noNaN: true }),
      fc.constantFrom(1e-3, 0.1, 1, 30),
      seed,
      (columns, centre, spread, label) => {
        const row = [...normals(columns, createRandom(label))].map((z) => Math.fround(centre + spread * z));
        const variance = mean(row.map((x) => (x - mean(row)) ** 2));
        const output = normalized(row);
        // The row is rounded to 2⁻²⁴ of its centre, and so is its mean.
        const rounding = 4e-6 * (1 + Math.abs(centre) / Math.sqrt(variance + epsilon));
        expect(Math.abs(mean(output))).toBeLessThan(rounding);
        const expected = variance / (variance + epsilon);
        expect(Math.abs(mean(output.map((x) => x ** 2)) - expected)).toBeLessThan(
          2 * rounding * (1 + rounding),
        );
      },
    ),
  );
});

test("the weight is the standard deviation that comes out, the bias the mean", () => {
  const output = normalized([3, -1, 4, 1, -5, 9, 2, -6], 2, 7);
  expect(mean(output)).toBeCloseTo(7, 5);
  expect(Math.sqrt(mean(output.map((x) => (x - 7) ** 2)))).toBeCloseTo(2, 4);
});

test("a row of equal numbers is the bias: nothing is divided by 0", () => {
  expect(normalized([3, 3, 3, 3], 5, 0.25)).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect(normalized([8], 5, 0.25)).toEqual([0.25]);
});

test("has the gradients of automatic differentiation", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 40 }),
      seed,
      (replicates, rows, columns, label) => {
        agrees(layerNormalization("n", columns, 0.01), [replicates, rows, columns], label);
      },
    ),
    { numRuns: 60 },
  );
});

test.skipIf(!native)("gives each replicate its own digits", () => {
  const size = fc.integer({ min: 1, max: 90 });
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4 }), size, size, seed, (replicates, rows, columns, label) => {
      expectOwnDigitsOf(layerNormalization("n", columns, epsilon), [replicates, rows, columns], label);
    }),
    { numRuns: 60 },
  );
});

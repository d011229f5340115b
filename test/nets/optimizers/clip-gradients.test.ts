import type { Tensor } from "@tensorflow/tfjs-node";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { engine } from "../../../lib/nets/engine";
import type { Tensors } from "../../../lib/nets/layers/layer";
import { clipGradients, gradientNorms } from "../../../lib/nets/optimizers/clip-gradients";
import { tensorsReady } from "../../../lib/nets/ready";
import { createRandom } from "../../../lib/random/create-random";
import { aliveTensors, isNative, normals } from "../helpers";
import { expectOwnDigits } from "../stacking";

const native = await isNative("Digits of clipped gradients of stacked replicates, bit by bit");

beforeAll(tensorsReady);

const size = (max: number, min = 1) => fc.integer({ min, max });
const sizes = fc.record({ rows: size(40), columns: size(40) });

/** A matrix and a row for each replicate, each replicate of its own scale. */
function drawn(
  scales: readonly number[],
  { rows, columns }: { rows: number; columns: number },
  label: number,
) {
  const random = createRandom(label);
  const draw = (name: string, ...shape: [number, number]) => {
    const each = shape[0] * shape[1];
    const values = normals(scales.length * each, random.fork(name));
    const scaled = values.map((value, at) => scales[Math.floor(at / each)]! * value);
    return engine().tensor3d(scaled, [scales.length, ...shape]);
  };
  return { matrix: draw("matrix", rows, columns), row: draw("row", 1, columns) };
}

/** All numbers of a replicate, parameter by parameter. */
function numbersOf(gradients: Tensors, replicate: number): number[] {
  return Object.values(gradients).flatMap((gradient) => {
    const each = gradient.size / gradient.shape[0]!;
    return [...gradient.dataSync<"float32">().subarray(replicate * each, (replicate + 1) * each)];
  });
}

const normOf = (numbers: readonly number[]) => Math.hypot(...numbers);

describe("clipping", () => {
  test("shortens what is longer by PyTorch's rule, each replicate by its own norm", () => {
    const scales = fc.array(fc.constantFrom(0.01, 0.3, 1, 50), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        scales,
        sizes,
        fc.double({ min: 0.1, max: 30, noNaN: true }),
        fc.nat(),
        (own, shape, most, s) => {
          engine().tidy(() => {
            const gradients = drawn(own, shape, s);
            const clipped = clipGradients(gradients, most);
            expect(Object.keys(clipped)).toEqual(Object.keys(gradients));
            own.forEach((_, replicate) => {
              const before = numbersOf(gradients, replicate);
              const after = numbersOf(clipped, replicate);
              const norm = normOf(before);
              const factor = Math.min(1, most / (norm + 1e-6));
              if (norm < most * 0.9999) expect(after).toEqual(before);
              expect(normOf(after)).toBeLessThan(most * (1 + 1e-5));
              after.forEach((value, at) => {
                // The factor is a 32-bit number, its norm a sum of rounded squares.
                expect(Math.abs(value - factor * before[at]!)).toBeLessThanOrEqual(
                  2e-6 * Math.abs(before[at]!),
                );
              });
            });
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test("leaves short gradients as they are: the very same tensors", () => {
    engine().tidy(() => {
      const gradients = { a: engine().tensor3d([3, 4], [1, 1, 2]) as Tensor };
      expect(clipGradients(gradients, 6)).toBe(gradients);
      expect(gradientNorms(gradients)).toEqual([5]);
    });
  });

  test("of a gradient of 0 gives 0", () => {
    engine().tidy(() => {
      const gradients = { a: engine().tensor3d([0, 0, 30, 40], [2, 1, 2]) as Tensor };
      const [none, , x, y] = clipGradients(gradients, 1).a!.dataSync<"float32">();
      expect([none, x, y].map((value) => Math.round(1e6 * value!) / 1e6)).toEqual([0, 0.6, 0.8]);
    });
  });

  test("keeps a gradient that is no number as one, for the step's check to find", () => {
    engine().tidy(() => {
      const gradients = { a: engine().tensor3d([Number.NaN, 1, 1, 2], [2, 1, 2]) as Tensor };
      const [own, , x, y] = clipGradients(gradients, 100).a!.dataSync<"float32">();
      expect([own, x, y]).toEqual([Number.NaN, 1, 2]);
    });
  });

  test("measures lengths and leaves nothing behind", () => {
    const gradients = drawn([1, 2], { rows: 3, columns: 5 }, 1);
    const before = aliveTensors();
    const norms = gradientNorms(gradients);
    expect(aliveTensors()).toBe(before);
    norms.forEach((norm, replicate) => {
      expect(norm / normOf(numbersOf(gradients, replicate))).toBeCloseTo(1, 6);
    });
    engine().dispose(gradients);
  });

  test.skipIf(!native)("gives each replicate its own digits", () => {
    fc.assert(
      fc.property(size(4, 2), sizes, fc.nat(), (replicates, shape, label) => {
        engine().tidy(() => {
          const scales = Array.from({ length: replicates }, (_, replicate) => 10 ** (replicate - 1));
          expectOwnDigits(drawn(scales, shape, label), (gradients) => clipGradients(gradients, 2));
        });
      }),
      { numRuns: 60 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBatches, gatherRows } from "../../../lib/fitters/training/batches";
import { checkLength, stepCount } from "../../../lib/fitters/training/length";
import { fillNoise } from "../../../lib/fitters/training/noise";
import { createRandom } from "../../../lib/random/create-random";

const size = fc.integer({ min: 1, max: 40 });

describe("batches", () => {
  test("every walk takes each row once, whatever the size of a batch", () => {
    fc.assert(
      fc.property(size, size, fc.nat(), (rows, batchSize, seed) => {
        const batches = createBatches(rows, batchSize, createRandom(seed));
        const walks = 3;
        const taken: number[] = [];
        while (taken.length < walks * rows) {
          const batch = batches.next();
          expect(batch).toHaveLength(batchSize);
          taken.push(...batch);
        }
        for (let walk = 0; walk < walks; walk++) {
          const once = taken.slice(walk * rows, (walk + 1) * rows).sort((a, b) => a - b);
          expect(once).toEqual(Array.from({ length: rows }, (_, row) => row));
        }
      }),
    );
  });

  test("the size of a batch does not change the order of the rows", () => {
    const rowsOf = (batchSize: number) => {
      const batches = createBatches(12, batchSize, createRandom("order"));
      return Array.from({ length: 36 / batchSize }, () => [...batches.next()]).flat();
    };
    expect(rowsOf(9)).toEqual(rowsOf(4));
  });

  test("all orders come up equally often", () => {
    const [replicates, orders] = [6000, 6];
    const counts = new Map<string, number>();
    const batches = createBatches(3, 3, createRandom("orders"));
    for (let walk = 0; walk < replicates; walk++) {
      const order = batches.next().join(" ");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(orders);
    const expected = replicates / orders;
    const chiSquared = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    );
    expect(chiSquared).toBeLessThan(25.7); // 1 in 10,000 at 5 degrees of freedom
  });

  test("rows are gathered into their place, and nothing else is touched", () => {
    const target = new Float32Array(10).fill(-1);
    gatherRows(Float32Array.of(0, 1, 10, 11, 20, 21), 2, Int32Array.of(2, 0, 2), target, 1);
    expect([...target]).toEqual([-1, -1, 20, 21, 0, 1, 20, 21, -1, -1]);
  });
});

test("noise is standard normal, and goes where it is asked for", () => {
  const count = 40_000;
  const noise = new Float32Array(count + 3).fill(9);
  fillNoise(noise, 2, count, createRandom("noise"));
  expect([noise[0], noise[1], noise[count + 2]]).toEqual([9, 9, 9]);
  const moment = (power: number) =>
    noise.subarray(2, count + 2).reduce((sum, x) => sum + x ** power, 0) / count;
  // Moments of the normal law, and the variances of their estimates: E x²ᵖ − (E xᵖ)².
  const laws: [number, number, number][] = [[1, 0, 1], [2, 1, 2], [3, 0, 15], [4, 3, 96]]; // biome-ignore format: one list
  for (const [power, value, variance] of laws) {
    expect(Math.abs(moment(power) - value)).toBeLessThan(4 * Math.sqrt(variance / count));
  }
});

describe("the length of a training", () => {
  test("epochs are passes over the data, steps are steps", () => {
    expect(stepCount({ epochs: 15 }, 4000, 64)).toBe(938);
    expect(stepCount({ epochs: 1 }, 128, 128)).toBe(1);
    expect(stepCount({ epochs: 0.01 }, 100, 64)).toBe(1);
    expect(stepCount({ steps: 7 }, 1_000_000, 64)).toBe(7);
  });

  test.each<[Parameters<typeof checkLength>[1], number, string]>([
    [{}, 8, "fit needs either epochs or steps, got neither"],
    [{ epochs: 1, steps: 1 }, 8, "fit needs either epochs or steps, got both"],
    [{ epochs: 0 }, 8, "fit needs a positive number of epochs, got 0"],
    [{ epochs: Number.NaN }, 8, "fit needs a positive number of epochs, got NaN"],
    [{ epochs: Infinity }, 8, "fit needs a positive number of epochs, got Infinity"],
    [{ steps: 1.5 }, 8, "fit needs steps to be a whole number of at least 1, got 1.5"],
    [{ steps: 0 }, 8, "fit needs steps to be a whole number of at least 1, got 0"],
    [{ steps: 1 }, 0, "fit needs batchSize to be a whole number of at least 1, got 0"],
    [{ steps: 1 }, 2.5, "fit needs batchSize to be a whole number of at least 1, got 2.5"],
  ])("%j with batches of %d is refused", (length, batchSize, message) => {
    expect(() => checkLength("fit", length, batchSize)).toThrow(new RangeError(message));
  });
});

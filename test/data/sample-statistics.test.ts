import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concatenate, selectRows, sizeOf } from "../../lib/data/collection";
import { pointsFrom } from "../../lib/data/points";
import type { SampleStatistics } from "../../lib/data/sample-statistics";
import { exponentialFamilies } from "../../lib/fitters/exponential-family/members/all";
import { expectClose } from "../fitters/helpers";

const { gaussian, multivariateGaussian, categorical } = exponentialFamilies;
const numbers = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 20 });

describe("joined statistics are those of the joined data", () => {
  test("in one dimension, any number of parts", () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 5 }), (parts) => {
        const samples = parts.map((part) => Float64Array.from(part));
        const joined = concatenate(samples.map(gaussian.statisticsOf));
        const direct = gaussian.statisticsOf(concatenate(samples));
        expect(joined.count).toBe(direct.count);
        expect(joined.means[0]).toBeCloseTo(direct.means[0]!, 10);
        expect(joined.scatter![0]).toBeCloseTo(direct.scatter![0]!, 6);
      }),
    );
  });

  test("in three dimensions, and for categories", () => {
    const rows = Array.from({ length: 12 }, (_, i) => [i, Math.sin(i), (i * 7) % 5]);
    const [some, others] = [pointsFrom(rows.slice(0, 4)), pointsFrom(rows.slice(4))];
    const joined = concatenate([some, others].map(multivariateGaussian.statisticsOf));
    const direct = multivariateGaussian.statisticsOf(pointsFrom(rows));
    expectClose(joined.means, [...(direct.means as Float64Array)], 1e-13);
    expectClose(joined.scatter!, [...(direct.scatter as Float64Array)], 1e-13);
    const three = categorical(3);
    const shares = concatenate([Int32Array.of(0, 0, 1), Int32Array.of(2)].map(three.statisticsOf));
    expect(shares.count).toBe(4);
    expectClose(shares.means, [0.5, 0.25, 0.25], 1e-15);
  });

  test("equal means stay exactly what they are, far from the origin too", () => {
    const constant: SampleStatistics = { count: 7, means: [0.1], scatter: [0] };
    expect(concatenate([constant, { ...constant, count: 3 }, constant])).toEqual({
      count: 17,
      means: [0.1],
      scatter: [0],
    });
    const far = 2 ** 40;
    const joined = concatenate([
      { count: 2, means: [far], scatter: [2] },
      { count: 2, means: [far + 4], scatter: [2] },
    ]);
    expect(joined).toEqual({ count: 4, means: [far + 2], scatter: [20] });
  });
});

test("their size is the number of observations they stand for", () => {
  expect(sizeOf({ count: 12, means: [1] })).toBe(12);
});

test("rows cannot be taken out of them, and the message names the remedy", () => {
  const statistics: SampleStatistics = { count: 3, means: [1] };
  expect(() => selectRows(statistics, Int32Array.of(0))).toThrow(
    /selectRows needs observations, got the sufficient statistics.*gaussian\(\) in place of gaussianStatistics\(\)/,
  );
});

test("statistics of different families are not joined, nor with data", () => {
  const one: SampleStatistics = { count: 3, means: [1] };
  expect(() => concatenate([one, { count: 3, means: [1, 2] }])).toThrow(
    /statistics of one family, got 1 means without scatter and 2 means without scatter/,
  );
  expect(() => concatenate([one, { count: 3, means: [1], scatter: [1] }])).toThrow(/1 means with scatter/);
  expect(() => concatenate<SampleStatistics | Float64Array>([one, Float64Array.of(1)])).toThrow(/one kind/);
});

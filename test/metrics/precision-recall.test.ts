import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Points, pointsFrom } from "../../lib/data/points";
import { pagesFor } from "../../lib/metrics/neighbours/distance-kernel";
import { limitToNeighbours } from "../../lib/metrics/neighbours/neighbour-limits";
import { packTwo } from "../../lib/metrics/neighbours/packed-points";
import {
  type PrecisionRecall,
  precisionRecall as precisionRecallAlone,
} from "../../lib/metrics/precision-recall";
import { precisionRecall } from "../../lib/metrics/threads/precision-recall";
import { createRandom } from "../../lib/random/create-random";
import golden from "../golden/precision-recall.json";

function normals(rows: number, columns: number, seed: string, scale = 1, shift = 0): Points {
  const values = createRandom(seed).fillNormal(new Float64Array(rows * columns));
  return { values: values.map((value) => scale * value + shift), rows, columns };
}

function squaredDistance(a: Points, i: number, b: Points, j: number): number {
  let sum = 0;
  for (let c = 0; c < a.columns; c++)
    sum += (a.values[i * a.columns + c]! - b.values[j * a.columns + c]!) ** 2;
  return sum;
}

/** The definition, word by word: every distance is measured. */
function byDefinition(real: Points, synthetic: Points, neighbours: number): PrecisionRecall {
  const indices = (points: Points) => Array.from({ length: points.rows }, (_, i) => i);
  const limits = (points: Points) =>
    indices(points).map((i) => {
      const others = indices(points).filter((j) => j !== i);
      return others.map((j) => squaredDistance(points, i, points, j)).sort((x, y) => x - y)[neighbours - 1]!;
    });
  const [realLimits, syntheticLimits] = [limits(real), limits(synthetic)];
  const inReal = (i: number, j: number) => squaredDistance(real, i, synthetic, j) < realLimits[i]!;
  const inSynthetic = (i: number, j: number) => squaredDistance(real, i, synthetic, j) < syntheticLimits[j]!;
  const [reals, synthetics] = [indices(real), indices(synthetic)];
  const memberships = reals.reduce((sum, i) => sum + synthetics.filter((j) => inReal(i, j)).length, 0);
  return {
    precision: synthetics.filter((j) => reals.some((i) => inReal(i, j))).length / synthetic.rows,
    recall: reals.filter((i) => synthetics.some((j) => inSynthetic(i, j))).length / real.rows,
    density: memberships / (neighbours * synthetic.rows),
    coverage: reals.filter((i) => synthetics.some((j) => inReal(i, j))).length / real.rows,
  };
}

test.each(golden.cases)("equals the reference definition: $name", (expected) => {
  const { real, synthetic, neighbours } = expected;
  const found = precisionRecall(pointsFrom(real), pointsFrom(synthetic), { neighbours });
  for (const name of ["precision", "recall", "density", "coverage"] as const) {
    expect(Math.abs(found[name] - expected[name]), name).toBeLessThan(1e-12);
  }
});

describe("equals the definition", () => {
  const shape = fc.record({
    rows: fc.integer({ min: 4, max: 90 }),
    others: fc.integer({ min: 4, max: 90 }),
    columns: fc.integer({ min: 1, max: 9 }),
    neighbours: fc.integer({ min: 1, max: 3 }),
    seed: fc.integer({ min: 0, max: 1e6 }).map(String),
  });
  const holds = (real: Points, synthetic: Points, neighbours: number) =>
    expect(precisionRecall(real, synthetic, { neighbours })).toEqual(
      byDefinition(real, synthetic, neighbours),
    );

  test("on points of any spread and place", () => {
    const exponent = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(shape, exponent, exponent, ({ rows, others, columns, neighbours, seed }, spread, place) => {
        const real = normals(rows, columns, seed, 2 ** spread, 2 ** place);
        holds(real, normals(others, columns, `${seed} again`, 2 ** spread, 2 ** place), neighbours);
      }),
    );
  });

  test("on lattices, where distances tie and points coincide", () => {
    fc.assert(
      fc.property(
        shape,
        fc.integer({ min: 1, max: 6 }),
        ({ rows, others, columns, neighbours, seed }, size) => {
          const lattice = (count: number, name: string): Points => {
            const points = normals(count, columns, name, size);
            return { ...points, values: points.values.map(Math.round) };
          };
          holds(lattice(rows, seed), lattice(others, `${seed} again`), neighbours);
        },
      ),
    );
  });

  test("beside an outlier that leaves single precision no digits for the others", () => {
    const real = normals(60, 4, "outlier", 1e-9);
    const synthetic = normals(50, 4, "others", 1e-9);
    real.values.fill(1e6, 0, 4);
    holds(real, synthetic, 3);
  });

  test.each([200, 600])("on %i rows, more than one block of panels", (rows) => {
    holds(normals(rows, 70, "many"), normals(rows - 9, 70, "others", 0.9), 5);
  });

  test("on numbers near the ends of double precision, which scale back exactly", () => {
    const [real, synthetic] = [normals(40, 3, "scale"), normals(40, 3, "other scale")];
    const expected = byDefinition(real, synthetic, 5);
    for (const exponent of [-900, 1000]) {
      const scaled = (points: Points) => ({ ...points, values: points.values.map((x) => x * 2 ** exponent) });
      expect(precisionRecall(scaled(real), scaled(synthetic))).toEqual(expected);
    }
  });
});

test("any number of threads gives the same digits as one", () => {
  const [real, synthetic] = [normals(900, 9, "real"), normals(620, 9, "synthetic", 0.9)];
  const alone = precisionRecallAlone(real, synthetic);
  expect(alone).toEqual(byDefinition(real, synthetic, 5));
  for (const workers of [1, 2, 3]) expect(precisionRecall(real, synthetic, { workers })).toEqual(alone);
});

test("measures the k-th neighbour's distance of every point to the last digit", () => {
  const points = normals(300, 6, "limits");
  const [packed] = packTwo("test", points, points);
  const unit = points.values[0]! / packed.values[0]!;
  limitToNeighbours(packed, 4);
  for (let i = 0; i < points.rows; i++) {
    const all = Array.from({ length: points.rows }, (_, j) => squaredDistance(points, i, points, j));
    const expected = all.sort((x, y) => x - y)[4]!;
    expect(packed.limits[i]! * unit * unit).toBeCloseTo(expected, 13);
  }
});

test("a set beside itself has everything, and disjoint sets far apart nothing", () => {
  const real = normals(100, 5, "same");
  expect(precisionRecall(real, real)).toMatchObject({ precision: 1, recall: 1, coverage: 1 });
  const away = normals(100, 5, "away", 1, 50);
  expect(precisionRecall(real, away)).toEqual({ precision: 0, recall: 0, density: 0, coverage: 0 });
});

test("a point in more copies than neighbours has an empty ball", () => {
  const copies = pointsFrom([[1], [1], [1], [1], [9], [8]]);
  const synthetic = pointsFrom([[1], [1.5], [1.5], [1.5]]);
  expect(precisionRecall(copies, synthetic, { neighbours: 2 }).coverage).toBe(1 / 3);
});

test("fresh samples of one distribution: density and coverage are what Naeem et al. derive", () => {
  // Theorem of their appendix: coverage is 1 − Π (M − i)/(M + N − i), i < k, near 1 − 2⁻ᵏ for equal sizes, and
  // density 1. Sixteen repetitions give both a standard error.
  const rounds = Array.from({ length: 16 }, (_, r) =>
    precisionRecall(normals(400, 3, `real ${r}`), normals(400, 3, `fake ${r}`), { neighbours: 3 }),
  );
  for (const [name, expected] of Object.entries({ density: 1, coverage: expectedCoverage(400, 400, 3) })) {
    const values = rounds.map((round) => round[name as "density" | "coverage"]);
    const mean = values.reduce((sum, value) => sum + value) / 16;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 15;
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / 16));
  }
});

/** Chance that among N − 1 other real and M synthetic points a synthetic one is among the k nearest. */
function expectedCoverage(real: number, synthetic: number, neighbours: number): number {
  let absent = 1;
  for (let i = 0; i < neighbours; i++) absent *= (real - 1 - i) / (real - 1 + synthetic - i);
  return 1 - absent;
}

test("refuses what it cannot measure, with the remedy", () => {
  const ten = normals(10, 2, "ten");
  const refused = (message: string, ...words: Parameters<typeof precisionRecall>) =>
    expect(() => precisionRecall(...words)).toThrow(new RangeError(`precisionRecall needs ${message}`));
  refused("points of the same dimensions, got 2 and 3 columns", ten, normals(10, 3, "ten"));
  refused(
    "more than neighbours = 5 points in each set, got 10 and 5. Ask for fewer neighbours",
    ten,
    normals(5, 2, "five"),
  );
  refused("neighbours to be a whole number of at least 1, got 0", ten, ten, { neighbours: 0 });
  refused("neighbours to be a whole number of at least 1, got 1.5", ten, ten, { neighbours: 1.5 });
  refused("workers to be a whole number of at least 1, got 0", ten, ten, { workers: 0 });
  refused("at least 1 rows of data, got 0 × 2", ten, { values: new Float64Array(0), rows: 0, columns: 2 });
  refused("finite numbers: row 0, column 1 is NaN. Drop or fill it first", ten, {
    ...{ values: Float64Array.of(1, Number.NaN), rows: 1, columns: 2 },
  });
  expect(() => precisionRecall([[1]] as never, ten)).toThrow(
    new TypeError("precisionRecall needs Points (see pointsFrom), got an array"),
  );
  expect(() => pagesFor("precisionRecall", 2 ** 31)).toThrow(
    new RangeError(
      "precisionRecall needs at most 2³⁰ numbers, both sets together, got about 2147483648. Draw fewer rows",
    ),
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Points, pointsFrom } from "../../lib/data/points";
import { openAlone } from "../../lib/fitters/crew";
import { klDivergenceByNeighbours as klAlone } from "../../lib/metrics/kl-divergence-by-neighbours";
import { neighbourSquares } from "../../lib/metrics/neighbours/neighbour-squares";
import { klDivergenceByNeighbours } from "../../lib/metrics/threads/kl-divergence-by-neighbours";
import { createRandom } from "../../lib/random/create-random";
import golden from "../golden/kl-by-neighbours.json";

function normals(rows: number, columns: number, seed: string, scale = 1, shift = 0): Points {
  const values = createRandom(seed).fillNormal(new Float64Array(rows * columns));
  return { values: values.map((value) => scale * value + shift), rows, columns };
}

test.each(golden.cases)("equals SciPy's trees: $name", ({ x, y, neighbours, divergence }) => {
  const found = klDivergenceByNeighbours(pointsFrom(x), pointsFrom(y), { neighbours });
  expect(Math.abs(found - divergence)).toBeLessThan(1e-9 * Math.max(1, Math.abs(divergence)));
  expect(klAlone(pointsFrom(x), pointsFrom(y), { neighbours })).toBe(found);
});

test("numbers in one dimension are points of one column", () => {
  const [x, y] = [normals(50, 1, "x"), normals(40, 1, "y")];
  expect(klDivergenceByNeighbours([...x.values], y.values)).toBe(klDivergenceByNeighbours(x, y));
});

test.each([2, 3, 4, 20])("%i columns: any number of threads gives the same digits as one", (columns) => {
  const [x, y] = [normals(700, columns, "x"), normals(530, columns, "y", 1.2)];
  for (const workers of [1, 2, 3]) expect(klDivergenceByNeighbours(x, y, { workers })).toBe(klAlone(x, y));
});

test("neighbours are those of the definition, ties and copies among them", () => {
  const shape = fc.record({
    rows: fc.integer({ min: 4, max: 120 }),
    others: fc.integer({ min: 3, max: 120 }),
    columns: fc.integer({ min: 1, max: 10 }),
    neighbours: fc.integer({ min: 1, max: 3 }),
    lattice: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1e6 }).map(String),
  });
  fc.assert(
    fc.property(shape, ({ rows, others, columns, neighbours, lattice, seed }) => {
      const draw = (count: number, name: string): Points => {
        const points = normals(count, columns, name, 2);
        return lattice ? { ...points, values: points.values.map(Math.round) } : points;
      };
      const [x, y] = [draw(rows, seed), draw(others, `${seed} again`)];
      const found = neighbourSquares("test", openAlone, x, y, neighbours);
      const unit = largestOf(x, y) === 0 ? 1 : 2 ** Math.floor(Math.log2(largestOf(x, y)));
      for (let i = 0; i < rows; i++) {
        const to = (set: Points) => squaresTo(x, i, set);
        const within = to(x).sort((a, b) => a - b)[neighbours]!;
        const across = to(y).sort((a, b) => a - b)[neighbours - 1]!;
        expect(Math.abs(found.within[i]! * unit ** 2 - within)).toBeLessThanOrEqual(1e-13 * within);
        expect(Math.abs(found.across[i]! * unit ** 2 - across)).toBeLessThanOrEqual(1e-13 * across);
      }
    }),
  );
});

function squaresTo(x: Points, i: number, set: Points): number[] {
  const { values, columns } = x;
  return Array.from({ length: set.rows }, (_, j) => {
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += (values[i * columns + c]! - set.values[j * columns + c]!) ** 2;
    return sum;
  });
}

function largestOf(...sets: Points[]): number {
  return Math.max(...sets.map(({ values }) => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0)));
}

describe("closed forms", () => {
  const rounds = Array.from({ length: 24 }, (_, r) => r);
  const summary = (values: number[]) => {
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    return { mean, error: Math.sqrt(variance / values.length) };
  };

  test.each([
    { columns: 1, scale: 2, shift: 0 },
    { columns: 2, scale: 1, shift: 1 },
    { columns: 3, scale: 1.5, shift: 0.5 },
  ])("of normals in $columns columns; the bias goes down with the rows", ({ columns, scale, shift }) => {
    const exact = columns * (Math.log(scale) + (1 + shift ** 2) / (2 * scale ** 2) - 0.5);
    const [few, many] = [100, 1500].map((rows) =>
      summary(
        rounds.map((r) =>
          klDivergenceByNeighbours(
            normals(rows, columns, `x ${r}`),
            normals(rows, columns, `y ${r}`, scale, shift),
          ),
        ),
      ),
    );
    // A tenth of the value is the bias that the docstring admits at this size.
    expect(Math.abs(many!.mean - exact)).toBeLessThan(4 * many!.error + 0.1 * exact);
    expect(Math.abs(many!.mean - exact)).toBeLessThan(Math.abs(few!.mean - exact) + 4 * few!.error);
  });

  test("between equal distributions it is 0 on average", () => {
    const { mean, error } = summary(
      rounds.map((r) => klDivergenceByNeighbours(normals(800, 2, `x ${r}`), normals(800, 2, `y ${r}`))),
    );
    expect(Math.abs(mean)).toBeLessThan(4 * error);
  });

  test("does not move with shifts and stretches of both sets, to the ends of doubles", () => {
    const [x, y] = [normals(200, 2, "x"), normals(150, 2, "y", 1.3)];
    const divergence = klDivergenceByNeighbours(x, y);
    for (const factor of [2 ** -900, 2 ** 1000]) {
      const stretched = (points: Points) => ({ ...points, values: points.values.map((v) => v * factor) });
      expect(klDivergenceByNeighbours(stretched(x), stretched(y))).toBe(divergence);
    }
  });
});

test("refuses what it cannot measure, with the remedy", () => {
  const ten = normals(10, 2, "ten");
  const refused = (message: string, ...words: Parameters<typeof klDivergenceByNeighbours>) =>
    expect(() => klDivergenceByNeighbours(...words)).toThrow(
      new RangeError(`klDivergenceByNeighbours needs ${message}`),
    );
  refused("points of the same dimensions, got 2 and 3 columns", ten, normals(10, 3, "ten"));
  refused("at least 1 observations, got 0", [], [1]);
  refused("finite numbers: observation 0 is NaN. Drop or fill it first", [Number.NaN], [1]);
  refused("neighbours to be a whole number of at least 1, got 0", ten, ten, { neighbours: 0 });
  refused("workers to be a whole number of at least 1, got 1.5", ten, ten, { workers: 1.5 });
  refused(
    "more than neighbours = 5 points in the first set and as many in the second, got 5 and 10. " +
      "Ask for fewer neighbours",
    normals(5, 2, "five"),
    ten,
  );
  const remedy = "Ask for more neighbours, or use a divergence of discrete outcomes";
  refused(
    `points from densities, which do not coincide: row 1 of the first set has 1 or more copies in the same set. ${remedy}`,
    [0, 2, 2, 5],
    [1, 3],
    { neighbours: 1 },
  );
  refused(
    `points from densities, which do not coincide: row 2 of the first set has 2 or more copies in the other set. ${remedy}`,
    [0, 2, 3, 5],
    [3, 3],
    { neighbours: 2 },
  );
});

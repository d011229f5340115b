import { describe, expect, test } from "vitest";
import { pointsFrom } from "../../lib/data/points";
import { fitKMeans, type KMeansOptions } from "../../lib/fitters/k-means/fit";
import { lloyd } from "../../lib/fitters/k-means/lloyd";
import { plusPlusSeeds } from "../../lib/fitters/k-means/plus-plus";
import { createRandom } from "../../lib/random/create-random";
import { blobs } from "./helpers";

const random = createRandom("k-means");
const centres = [
  [0, 0],
  [20, 0],
  [0, 20],
  [20, 20],
];
const points = blobs(centres, 400, random.fork("blobs"));

describe("fitKMeans", () => {
  test("finds separated clusters: labels, centres and inertia", () => {
    const model = fitKMeans(points, { clusters: 4 }, random.fork("fit"));
    const labelOf = new Map(centres.map((_, k) => [k, model.labels[k]!]));
    expect(new Set(labelOf.values()).size).toBe(4);
    model.labels.forEach((label, row) => {
      expect(label).toBe(labelOf.get(row % 4));
    });
    const squares = centres.map((_, k) => {
      const rows = [...Array(100).keys()].map((i) => i * 4 + k);
      const columns = [0, 1].map((c) => rows.map((row) => points.values[row * 2 + c]!));
      const means = columns.map((column) => column.reduce((sum, x) => sum + x, 0) / 100);
      means.forEach((mean, c) => {
        expect(model.centres[labelOf.get(k)!]![c]).toBeCloseTo(mean, 10);
      });
      return columns.reduce(
        (sum, column, c) => sum + column.reduce((part, x) => part + (x - means[c]!) ** 2, 0),
        0,
      );
    });
    expect(model.inertia).toBeCloseTo(
      squares.reduce((sum, part) => sum + part, 0),
      8,
    );
  });

  test("every point ends with its nearest centre, and more iterations never raise the inertia", () => {
    const cloud = blobs([[0, 0, 0]], 300, random.fork("cloud"));
    let inertia = Infinity;
    for (const maximumIterations of [1, 2, 3, 5, 50]) {
      const options = { clusters: 5, maximumIterations, tolerance: 0 };
      const model = fitKMeans(cloud, options, random.fork("same seeds"));
      expect(model.inertia).toBeLessThanOrEqual(inertia);
      inertia = model.inertia;
      for (let row = 0; row < cloud.rows; row++) {
        const distances = model.centres.map((centre) =>
          centre.reduce((sum, x, c) => sum + (cloud.values[row * 3 + c]! - x) ** 2, 0),
        );
        expect(distances[model.labels[row]!]).toBe(Math.min(...distances));
      }
    }
  });

  test("an empty cluster takes the point farthest from its centre", () => {
    const line = pointsFrom([[0], [1], [2], [30]]);
    const { labels, centres: moved } = lloyd(line, Float64Array.of(1, 1000), 50, 0);
    expect([...labels]).toEqual([0, 0, 0, 1]);
    expect([...moved]).toEqual([1, 30]);
  });

  test("restarts keep the least inertia", () => {
    const cloud = blobs([[0, 0]], 200, random.fork("restarts"));
    const stream = () => random.fork("restart stream");
    const shared = stream();
    const singles = Array.from({ length: 5 }, () => fitKMeans(cloud, { clusters: 6 }, shared).inertia);
    expect(fitKMeans(cloud, { clusters: 6, restarts: 5 }, stream()).inertia).toBe(Math.min(...singles));
    expect(new Set(singles).size).toBeGreaterThan(1);
  });

  test("seeds of k-means++ spread out: one in each of four far clusters", () => {
    for (let attempt = 0; attempt < 50; attempt++) {
      const seeds = plusPlusSeeds(points, 4, random.fork(attempt));
      expect(new Set([...seeds].map((row) => row % 4)).size).toBe(4);
    }
  });

  test("the first seed of k-means++ is uniform over the rows", () => {
    const four = pointsFrom([[0], [1], [2], [3]]);
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 4000; draw++) counts[plusPlusSeeds(four, 1, random)[0]!]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(4000 * 0.1875));
  });

  test("fewer distinct points than clusters is no error", () => {
    const model = fitKMeans(pointsFrom([[1], [1], [2]]), { clusters: 3 }, random);
    expect(model.inertia).toBe(0);
    expect(model.labels[0]).toBe(model.labels[1]);
  });

  test.each<[string, Partial<KMeansOptions>, RegExp]>([
    ["clusters", { clusters: 0 }, /fitKMeans needs clusters to be a whole number of at least 1, got 0/],
    ["more clusters than rows", { clusters: 401 }, /at least 401 rows of data, got 400 × 2/],
    ["iterations", { maximumIterations: -1 }, /maximumIterations.*got -1/],
    ["tolerance", { tolerance: Number.NaN }, /tolerance.*got NaN/],
    ["restarts", { restarts: 0.5 }, /restarts.*got 0\.5/],
  ])("refuses %s", (_, options, message) => {
    const attempt = () => fitKMeans(points, { clusters: 4, ...options }, random);
    expect(attempt).toThrow(RangeError);
    expect(attempt).toThrow(message);
  });
});

import { expect, test } from "vitest";
import { oldFaithfulStandIn } from "../../../lib/data/stand-ins/old-faithful";
import { createRandom } from "../../../lib/random/create-random";

test("short and long eruptions have the share, means and covariances of the real ones", () => {
  const count = 40_000;
  const rows = oldFaithfulStandIn(count, createRandom("stand-in distribution"));
  const kinds = [
    { kind: "short", share: 0.3559, mean: [2.0364, 54.4785], covariance: [0.06917, 0.43517, 33.6973] },
    { kind: "long", share: 0.6441, mean: [4.2897, 79.9681], covariance: [0.16997, 0.94061, 36.0462] },
  ];
  for (const { kind, share, mean, covariance } of kinds) {
    const own = rows.filter((row) => row.kind === kind);
    const size = own.length;
    expect(Math.abs(size / count - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / count));
    const [durations, waits] = [
      own.map(({ duration }) => Number(duration) - mean[0]!),
      own.map(({ waiting }) => Number(waiting) - mean[1]!),
    ];
    const average = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / size;
    const [xx, xy, yy] = covariance as [number, number, number];
    expect(Math.abs(average(durations))).toBeLessThan(4 * Math.sqrt(xx / size));
    expect(Math.abs(average(waits))).toBeLessThan(4 * Math.sqrt(yy / size));
    const products = durations.map((value, i) => value * waits[i]!);
    expect(Math.abs(average(products) - xy)).toBeLessThan(4 * Math.sqrt((xx * yy + xy * xy) / size));
    // Rounding to whole minutes adds 1/12 to the variance.
    const squares = waits.map((value) => value * value);
    expect(Math.abs(average(squares) - yy - 1 / 12)).toBeLessThan(4 * yy * Math.sqrt(2 / size));
  }
});

test("numbers are rounded as the real ones, and the same every time", () => {
  const draw = (): unknown[] => oldFaithfulStandIn(50, createRandom("again"));
  expect(draw()).toEqual(draw());
  for (const { duration, waiting } of oldFaithfulStandIn(50, createRandom("again"))) {
    expect(Number.isInteger(waiting)).toBe(true);
    expect(String(duration)).toMatch(/^\d\.\d{1,3}$|^\d$/);
  }
});

import { expect, test } from "vitest";
import type { MixtureParameters } from "../../lib/fitters/gaussian-mixture/model";
import { mixtureComponentSpread } from "../../lib/metrics/mixture-component-spread";
import { mixtureSquaredL2 } from "../../lib/metrics/mixture-squared-l2";
import golden from "../golden/gaussian-distances.json";

const one = (mean: number, variance: number): MixtureParameters => ({
  weights: [1],
  means: [[mean]],
  covariances: [[[variance]]],
});
const pair: MixtureParameters = {
  weights: [0.25, 0.75],
  means: [
    [0, 0],
    [4, 0],
  ],
  covariances: [
    [
      [1, 0.5],
      [0.5, 3],
    ],
    [
      [0.25, 0],
      [0, 0.25],
    ],
  ],
};

test("squared L2 equals numerical integration", () => {
  for (const { a, b, squaredL2 } of golden.mixtures) {
    expect(mixtureSquaredL2(a, b)).toBeCloseTo(squaredL2, 10);
    expect(mixtureSquaredL2(b, a)).toBeCloseTo(squaredL2, 10);
  }
});

test("squared L2 of two unit normals is (1 − exp(−shift²/4))/√π", () => {
  for (const shift of [0.1, 1, 5]) {
    const expected = (1 - Math.exp((-shift * shift) / 4)) / Math.sqrt(Math.PI);
    expect(mixtureSquaredL2(one(0, 1), one(shift, 1))).toBeCloseTo(expected, 14);
  }
});

test("splitting a component in two, or adding one without weight, changes nothing", () => {
  const split: MixtureParameters = {
    weights: [0.25, 0.5, 0.25, 0],
    means: [...pair.means, pair.means[1]!, [90, 90]],
    covariances: [...pair.covariances, pair.covariances[1]!, pair.covariances[0]!],
  };
  expect(mixtureSquaredL2(pair, split)).toBeLessThan(1e-15);
});

test("squared L2 grows as the mixture shrinks and stays finite for nearly singular covariances", () => {
  const real = one(0, 1);
  const distances = [1e-2, 1e-6, 1e-12, 1e-300].map((variance) => mixtureSquaredL2(real, one(0, variance)));
  expect([...distances].sort((a, b) => a - b)).toEqual(distances);
  // The shrunken mixture's own ∫ q² = 1/√(4π variance) dominates.
  expect(distances[3]! * Math.sqrt(4 * Math.PI * 1e-300)).toBeCloseTo(1, 12);
  const flat: MixtureParameters = {
    weights: [1],
    means: [[0, 0]],
    covariances: [
      [
        [1, 1 - 1e-12],
        [1 - 1e-12, 1],
      ],
    ],
  };
  expect(mixtureSquaredL2(flat, pair)).toBeGreaterThan(1e4);
});

test("a point mass is infinitely far from everything but itself", () => {
  expect(mixtureSquaredL2(one(0, 0), one(0, 1))).toBe(Infinity);
  expect(mixtureSquaredL2(one(0, 1), one(0, 0))).toBe(Infinity);
  expect(mixtureSquaredL2(one(0, 0), one(0, 0))).toBe(0);
});

test("spread tells components and total apart", () => {
  const spread = mixtureComponentSpread(pair);
  expect(spread.components[0]).toBeCloseTo(Math.sqrt(2), 14);
  expect(spread.components[1]).toBe(0.5);
  expect(spread.largest).toBeCloseTo(Math.sqrt(2), 14);
  expect(spread.smallest).toBe(0.5);
  const within = 0.25 * 2 + 0.75 * 0.25;
  expect(spread.weighted).toBeCloseTo(Math.sqrt(within), 14);
  expect(spread.total).toBeCloseTo(Math.sqrt(within + (0.25 * 0.75 * 16) / 2), 14);
});

for (const [name, metric] of Object.entries({
  mixtureSquaredL2: (model: MixtureParameters) => mixtureSquaredL2(model, pair),
  mixtureComponentSpread,
})) {
  test(`${name} refuses a mixture whose parts do not fit`, () => {
    expect(() => metric({ ...pair, weights: [0.5, 0.4] })).toThrow(
      `${name} needs probabilities that sum to 1, got a sum of 0.9. Divide each by the sum`,
    );
    expect(() => metric({ ...pair, means: [[0, 0]] })).toThrow(
      new RangeError(
        `${name} needs a mean and a covariance for each of 2 weights, got 1 means and 2 covariances`,
      ),
    );
    expect(() => metric({ ...pair, means: [[0, 0], [4]] })).toThrow(
      new RangeError(
        `${name} needs means of one length d and covariances of d × d, got a component 1 with 1 and 2 × 2 beside d = 2`,
      ),
    );
    expect(() =>
      metric({
        ...pair,
        means: [
          [0, 0],
          [4, Number.NaN],
        ],
      }),
    ).toThrow(new RangeError(`${name} needs finite means and covariances: component 1 is not`));
  });
}

test("squared L2 refuses mixtures of different dimensions", () => {
  expect(() => mixtureSquaredL2(pair, one(0, 1))).toThrow(
    new RangeError("mixtureSquaredL2 needs mixtures of the same dimensions, got 2 and 1"),
  );
});

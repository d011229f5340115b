import { describe, expect, test } from "vitest";
import { concatenate } from "../../../lib/data/collection";
import { type Points, pointsFrom } from "../../../lib/data/points";
import {
  exactLogPartition,
  restrictedBoltzmannMachineLogDensity,
} from "../../../lib/fitters/restricted-boltzmann-machine/exact";
import {
  contrastiveDivergenceGradient,
  exactLikelihoodGradient,
  fitRestrictedBoltzmannMachine,
} from "../../../lib/fitters/restricted-boltzmann-machine/fit";
import type { RestrictedBoltzmannMachineModel } from "../../../lib/fitters/restricted-boltzmann-machine/model";
import type { RestrictedBoltzmannMachineOptions } from "../../../lib/fitters/restricted-boltzmann-machine/options";
import { createRandom } from "../../../lib/random/create-random";
import { meanOf, seeds } from "../../random/goodness-of-fit";
import { goldenMachines, modelOf, randomMachine } from "./machines";

const meanLogLikelihood = (model: RestrictedBoltzmannMachineModel, data: Points) =>
  meanOf(restrictedBoltzmannMachineLogDensity(model, data)).mean;

const parts = ["weights", "visibleBiases", "hiddenBiases"] as const;

test.each(goldenMachines)("the exact gradient is the numerical one ($visible × $hidden)", (golden) => {
  const data = pointsFrom(golden.data);
  const model = modelOf(golden);
  const gradient = exactLikelihoodGradient(model, data);
  const step = 1e-5;
  for (const part of parts) {
    model[part].forEach((value, p) => {
      model[part][p] = value + step;
      const above = meanLogLikelihood(model, data);
      model[part][p] = value - step;
      const below = meanLogLikelihood(model, data);
      model[part][p] = value;
      expect(gradient[part][p]).toBeCloseTo((above - below) / (2 * step), 8);
    });
  }
});

test.each(seeds)("contrastive divergence with many steps tends to the exact gradient (seed %s)", (seed) => {
  const random = createRandom(seed);
  const model = randomMachine(4, 3, 0.7, random.fork("model"));
  const data = pointsFrom([
    [1, 1, 0, 0],
    [1, 0, 1, 0],
    [1, 1, 1, 1],
  ]);
  const exact = exactLikelihoodGradient(model, data);
  const estimates = Array.from({ length: 2000 }, (_, r) =>
    contrastiveDivergenceGradient(model, data, 30, random.fork(r)),
  );
  for (const part of parts) {
    exact[part].forEach((value, p) => {
      const { mean, standardError } = meanOf(estimates.map((estimate) => estimate[part][p]!));
      expect(Math.abs(mean - value)).toBeLessThan(5 * standardError);
    });
  }
});

/** Four of sixteen patterns. */
const patterns = pointsFrom([
  [0, 0, 0, 0],
  [1, 1, 0, 0],
  [0, 0, 1, 1],
  [1, 1, 1, 1],
]);

describe("fitRestrictedBoltzmannMachine", () => {
  const options: RestrictedBoltzmannMachineOptions = { hidden: 4, updates: 3000, learningRate: 0.02 };

  test.each([
    ["exact", 1.45],
    ["persistent contrastive divergence", 1.8],
    ["contrastive divergence", 1.8],
  ] as const)(
    "learns patterns by %s: ln 4 = 1.386 nats is the least, 2.773 that of fair coins",
    (gradient, most) => {
      const often = concatenate(Array<Points>(25).fill(patterns)); // contrastive divergence has as many chains as rows
      for (const seed of seeds) {
        const model = fitRestrictedBoltzmannMachine(often, { ...options, gradient }, createRandom(seed));
        const loss = -meanLogLikelihood(model, patterns);
        expect(loss).toBeGreaterThan(Math.log(4));
        expect(loss).toBeLessThan(most);
      }
    },
  );

  test("weight decay ends where gradient and decay are equal", () => {
    const decayed = {
      hidden: 2,
      gradient: "exact",
      updates: 20_000,
      weightDecay: 0.02,
      learningRate: 0.3,
    } as const;
    const model = fitRestrictedBoltzmannMachine(patterns, decayed, createRandom("decay"));
    const gradient = exactLikelihoodGradient(model, patterns);
    for (const [p, slope] of gradient.weights.entries())
      expect(slope).toBeCloseTo(0.02 * model.weights[p]!, 6);
    for (const slope of gradient.visibleBiases) expect(slope).toBeCloseTo(0, 6);
  });

  test("the same stream gives the same digits, batches too; another stream others", () => {
    const fitted = (seed: string) =>
      fitRestrictedBoltzmannMachine(patterns, { ...options, updates: 20, batchSize: 3 }, createRandom(seed));
    expect(fitted("a")).toEqual(fitted("a"));
    expect(fitted("a")).not.toEqual(fitted("b"));
  });

  test("constant columns and single rows are learned, not refused", () => {
    const model = fitRestrictedBoltzmannMachine(pointsFrom([[1, 0]]), { hidden: 1 }, createRandom(1));
    expect(meanLogLikelihood(model, pointsFrom([[1, 0]]))).toBeGreaterThan(Math.log(0.9));
    expect(Number.isFinite(exactLogPartition(model))).toBe(true);
  });

  test("bad input is refused by name", () => {
    const fitWith = (extra: object, data = patterns) =>
      fitRestrictedBoltzmannMachine(data, { ...options, ...extra }, createRandom(1));
    const caller = "fitRestrictedBoltzmannMachine needs";
    expect(() => fitWith({ hidden: 0 })).toThrow(
      `${caller} hidden to be a whole number of at least 1, got 0`,
    );
    expect(() => fitWith({ updates: 1.5 })).toThrow(`${caller} updates to be a whole number of at least 1`);
    expect(() => fitWith({ batchSize: 0 })).toThrow(`${caller} batchSize to be a whole number of at least 1`);
    expect(() => fitWith({ learningRate: -1 })).toThrow(
      `${caller} learningRate to be a finite number of at least 0`,
    );
    expect(() => fitWith({ momentum: 1 })).toThrow(`${caller} momentum from 0 to below 1, got 1`);
    expect(() => fitWith({ gradient: "best" })).toThrow(
      `${caller} gradient to be one of "exact", "contrastive`,
    );
    expect(() => fitWith({}, pointsFrom([[0, 2]]))).toThrow(`${caller} zeros and ones: row 0, column 1 is 2`);
    expect(() => fitWith({}, { values: new Float64Array(0), rows: 0, columns: 2 })).toThrow(
      `${caller} at least 1 rows`,
    );
    const wide = pointsFrom([new Array<number>(30).fill(1)]);
    expect(() => fitWith({ gradient: "exact", hidden: 25 }, wide)).toThrow(
      "at most 20 units, got 30 visible and 25 hidden units. Choose another gradient",
    );
  });
});

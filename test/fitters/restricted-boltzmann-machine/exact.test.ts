import { describe, expect, test } from "vitest";
import { pointsFrom } from "../../../lib/data/points";
import { annealedLogPartition } from "../../../lib/fitters/restricted-boltzmann-machine/annealed-importance-sampling";
import {
  exactLogPartition,
  restrictedBoltzmannMachineLogDensity,
} from "../../../lib/fitters/restricted-boltzmann-machine/exact";
import { modelMeans } from "../../../lib/fitters/restricted-boltzmann-machine/expectations";
import { freeEnergies } from "../../../lib/fitters/restricted-boltzmann-machine/free-energy";
import { createRandom } from "../../../lib/random/create-random";
import { seeds } from "../../random/goodness-of-fit";
import { expectClose } from "../helpers";
import { goldenMachines, modelOf, randomMachine } from "./machines";

describe.each(goldenMachines)("a machine of $visible visible and $hidden hidden units", (golden) => {
  const model = modelOf(golden);
  const all = pointsFrom(golden.rows);

  test("has scikit-learn's free energies", () => {
    expectClose(freeEnergies(model, all), golden.freeEnergies, 1e-13);
  });

  test("has NumPy's sum over all states", () => {
    expect(Math.abs(exactLogPartition(model) - golden.logPartition)).toBeLessThan(1e-12);
    expectClose(restrictedBoltzmannMachineLogDensity(model, all).map(Math.exp), golden.probabilities, 1e-12);
  });

  test("has NumPy's means", () => {
    const means = modelMeans(model);
    expectClose(means.weights, golden.modelMeans.weights, 1e-12);
    expectClose(means.visibleBiases, golden.modelMeans.visibleBiases, 1e-12);
    expectClose(means.hiddenBiases, golden.modelMeans.hiddenBiases, 1e-12);
  });
});

test("a sum over many states loses no digits on the way, and the smaller side is the same sum", () => {
  const wide = randomMachine(16, 13, 0.5, createRandom("wide"));
  const tall = randomMachine(13, 16, 0.5, createRandom("tall"));
  for (let i = 0; i < 16; i++)
    for (let j = 0; j < 13; j++) tall.weights[j * 16 + i] = wide.weights[i * 13 + j]!;
  tall.visibleBiases.set(wide.hiddenBiases);
  tall.hiddenBiases.set(wide.visibleBiases);
  expect(exactLogPartition(wide)).toBeCloseTo(exactLogPartition(tall), 10);
  // Independent units: ln Z is a sum of single ones, of all 2¹³ states.
  wide.weights.fill(0);
  const biases = [...wide.visibleBiases, ...wide.hiddenBiases];
  expect(exactLogPartition(wide)).toBeCloseTo(
    biases.reduce((sum, b) => sum + Math.log1p(Math.exp(b)), 0),
    10,
  );
});

test("large parameters do not overflow", () => {
  const model = randomMachine(5, 4, 1, createRandom("large"));
  model.weights.fill(400);
  model.visibleBiases.fill(0);
  model.hiddenBiases.fill(0);
  expect(exactLogPartition(model)).toBeCloseTo(400 * 20, 6);
});

describe("annealedLogPartition", () => {
  test.each(seeds)("agrees with the exact sum within its standard error (seed %s)", (seed) => {
    const random = createRandom(seed);
    const model = randomMachine(12, 9, 0.7, random.fork("model"));
    const { measured, standardError } = annealedLogPartition(
      model,
      { temperatures: 300 },
      random.fork("annealing"),
    );
    expect(standardError).toBeLessThan(0.1);
    expect(Math.abs(measured - exactLogPartition(model))).toBeLessThan(4 * standardError);
  });

  test("standard errors are honest over many estimates, with few temperatures", () => {
    const random = createRandom("honest");
    const model = randomMachine(8, 6, 0.5, random.fork("model"));
    const exact = exactLogPartition(model);
    const scores = Array.from({ length: 100 }, (_, r) => {
      const estimate = annealedLogPartition(model, { temperatures: 20, runs: 100 }, random.fork(r));
      return (estimate.measured - exact) / estimate.standardError;
    });
    const square = scores.reduce((sum, score) => sum + score ** 2, 0) / scores.length;
    expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / scores.length));
  });
});

describe("refused by name", () => {
  const model = randomMachine(21, 22, 1, createRandom("refused"));
  const small = randomMachine(2, 3, 1, createRandom("refused"));

  test("too many units, with what to do", () => {
    expect(() => exactLogPartition(model)).toThrow(
      "exactLogPartition sums over the states of the smaller side, of at most 20 units, got 21 visible and 22 hidden " +
        "units. annealedLogPartition estimates it",
    );
  });

  test("other entries than 0 and 1, other widths, other sizes, numbers that are none", () => {
    expect(() => freeEnergies(small, pointsFrom([[0, 0.5]]))).toThrow(
      "freeEnergies needs zeros and ones: row 0, column 1 is 0.5. Threshold the data first",
    );
    expect(() => freeEnergies(small, pointsFrom([[0, 1, 1]]))).toThrow(
      "freeEnergies needs rows of 2 columns, one for each visible unit, got 3",
    );
    expect(() => exactLogPartition({ ...small, hiddenBiases: new Float64Array(2) })).toThrow(
      "exactLogPartition needs 3 hiddenBiases for 2 visible and 3 hidden units, got 2",
    );
    expect(() => exactLogPartition({ ...small, visibleBiases: Float64Array.of(0, Number.NaN) })).toThrow(
      "exactLogPartition needs finite parameters: entry 1 of visibleBiases is NaN",
    );
    expect(() => annealedLogPartition(small, { runs: 1 }, createRandom(1))).toThrow(
      "annealedLogPartition needs runs to be a whole number of at least 2, got 1",
    );
  });
});

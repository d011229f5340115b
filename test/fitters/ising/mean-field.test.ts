import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pointsFrom } from "../../../lib/data/points";
import { fitMeanFieldIsing, upSpinCounts } from "../../../lib/fitters/ising/mean-field-fit";
import { createMeanFieldIsing, meanFieldStatistics } from "../../../lib/fitters/ising/mean-field-model";
import { createRandom } from "../../../lib/random/create-random";
import { sampleMeanFieldIsing } from "../../../lib/samplers/mean-field-ising";
import { expectClose, readGolden } from "../helpers";

/** Sum over all configurations, one by one. */
function bruteForce(spins: number, field: number, coupling: number) {
  const up = new Float64Array(spins + 1);
  let [partition, first, second] = [0, 0, 0];
  for (let state = 0; state < 2 ** spins; state++) {
    const s = Array.from({ length: spins }, (_, i) => (((state >> i) & 1) === 1 ? 1 : -1));
    let pairs = 0;
    for (let i = 0; i < spins; i++) for (let j = 0; j < i; j++) pairs += s[i]! * s[j]!;
    const sum = s.reduce((total, spin) => total + spin, 0);
    const weight = Math.exp(field * sum + (coupling / spins) * pairs);
    partition += weight;
    first += weight * sum;
    second += weight * pairs;
    up[(sum + spins) / 2]! += weight;
  }
  return {
    upProbabilities: up.map((weight) => weight / partition),
    magnetization: first / partition / spins,
    pairProduct: (2 * second) / partition / (spins * (spins - 1)),
  };
}

/** Rows with the given numbers of spins up. */
const withUp = (spins: number, counts: readonly number[]) =>
  pointsFrom(counts.map((up) => Array.from({ length: spins }, (_, i) => (i < up ? 1 : -1))));

/** Means of the statistics over rows. */
function statisticsOf(spins: number, counts: readonly number[]) {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const sums = counts.map((up) => 2 * up - spins);
  return {
    magnetization: mean(sums) / spins,
    pairProduct: mean(sums.map((sum) => (sum * sum - spins) / (spins * (spins - 1)))),
  };
}

describe("createMeanFieldIsing", () => {
  test.each([
    [2, 0, 0],
    [5, 0.3, 0],
    [6, -0.2, 0.8],
    [9, 0.1, -2.5],
    [10, 0, 3],
  ])("is the sum over all configurations: %s spins, θ = (%s, %s)", (spins, field, coupling) => {
    const model = createMeanFieldIsing({ spins, field, coupling });
    const exact = bruteForce(spins, field, coupling);
    expectClose(model.upProbabilities, [...exact.upProbabilities], 1e-13);
    const { magnetization, pairProduct } = meanFieldStatistics(model);
    expect(magnetization).toBeCloseTo(exact.magnetization, 13);
    expect(pairProduct).toBeCloseTo(exact.pairProduct, 13);
  });

  test("many spins neither overflow nor underflow to nothing", () => {
    const { upProbabilities } = createMeanFieldIsing({ spins: 5000, field: 0.01, coupling: 1.2 });
    expect(upProbabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const { magnetization } = meanFieldStatistics(createMeanFieldIsing({ spins: 5000, field: 0.4 }));
    expect(magnetization).toBeCloseTo(Math.tanh(0.4), 12);
  });

  test("refuses what is no number of spins or no parameter", () => {
    expect(() => createMeanFieldIsing({ spins: 2.5, field: 0 })).toThrow(
      "createMeanFieldIsing needs spins to be a whole number of at least 1, got 2.5",
    );
    expect(() => createMeanFieldIsing({ spins: 2, field: Number.NaN })).toThrow(
      "createMeanFieldIsing needs field to be a finite number, got NaN",
    );
  });
});

describe("fitMeanFieldIsing", () => {
  test("without coupling the field is atanh of the mean spin", () => {
    expect(fitMeanFieldIsing(withUp(4, [3, 4, 1])).field).toBeCloseTo(Math.atanh(1 / 3), 12);
  });

  const counts = fc
    .integer({ min: 2, max: 12 })
    .chain((spins) =>
      fc.tuple(
        fc.constant(spins),
        fc.array(fc.integer({ min: 0, max: spins }), { minLength: 2, maxLength: 30 }),
      ),
    );

  test("matches the mean spin whatever the coupling", () => {
    fc.assert(
      fc.property(counts, fc.double({ min: -3, max: 3, noNaN: true }), ([spins, ups], coupling) => {
        const wanted = statisticsOf(spins, ups).magnetization;
        const model = fitMeanFieldIsing(withUp(spins, ups), { coupling });
        expect(Math.abs(meanFieldStatistics(model).magnetization - wanted)).toBeLessThan(1e-10);
      }),
    );
  });

  test("with both parameters matches mean spin and pair product, limits included", () => {
    fc.assert(
      fc.property(counts, ([spins, ups]) => {
        const wanted = statisticsOf(spins, ups);
        const { magnetization, pairProduct } = meanFieldStatistics(
          fitMeanFieldIsing(withUp(spins, ups), { coupling: "fitted" }),
        );
        expect(Math.abs(magnetization - wanted.magnetization)).toBeLessThan(1e-9);
        expect(Math.abs(pairProduct - wanted.pairProduct)).toBeLessThan(1e-9);
      }),
    );
  });

  test("finds again what it was drawn from", () => {
    const truth = createMeanFieldIsing({ spins: 12, field: 0.1, coupling: 0.7 });
    const data = sampleMeanFieldIsing(truth, 100_000, createRandom("mean field"));
    const { field, coupling } = fitMeanFieldIsing(data, { coupling: "fitted" });
    expect(Math.abs(field - 0.1)).toBeLessThan(0.01); // five standard errors
    expect(Math.abs(coupling - 0.7)).toBeLessThan(0.03);
  });

  test("limits: all spins equal, neighbouring magnetisations, the two extremes", () => {
    const up = fitMeanFieldIsing(withUp(3, [3, 3]));
    expect([up.field, up.coupling, ...up.upProbabilities]).toEqual([Infinity, 0, 0, 0, 0, 1]);
    const down = fitMeanFieldIsing(withUp(3, [0, 0]), { coupling: 1 });
    expect([down.field, ...down.upProbabilities]).toEqual([-Infinity, 1, 0, 0, 0]);
    const both = { coupling: "fitted" } as const;
    const one = fitMeanFieldIsing(withUp(4, [2, 2, 2]), both);
    expect([one.field, one.coupling, one.upProbabilities[2]]).toEqual([0, -Infinity, 1]);
    const neighbours = fitMeanFieldIsing(withUp(4, [2, 3, 3, 3]), both);
    expect([neighbours.field, neighbours.coupling]).toEqual([Infinity, -Infinity]);
    expect([...neighbours.upProbabilities]).toEqual([0, 0, 0.25, 0.75, 0]);
    const extremes = fitMeanFieldIsing(withUp(4, [0, 4, 4, 4]), both);
    expect(extremes.field).toBeCloseTo(Math.log(3) / 8, 12);
    expect(extremes.coupling).toBe(Infinity);
    expect([...extremes.upProbabilities]).toEqual([0.25, 0, 0, 0, 0.75]);
  });

  test("a prior counts as configurations that were never seen", () => {
    const prior = { field: 0.5, configurations: 2 };
    const { field } = fitMeanFieldIsing(withUp(4, [4, 4, 4]), { prior });
    expect(Math.tanh(field)).toBeCloseTo((3 + 2 * Math.tanh(0.5)) / 5, 12);
    const weak = fitMeanFieldIsing(withUp(4, [2, 2]), {
      coupling: "fitted",
      prior: { ...prior, coupling: 1 },
    });
    expect(Number.isFinite(weak.coupling)).toBe(true);
  });

  test("a ridge holds the slope of the likelihood: λθ = M (sum seen − sum expected)", () => {
    const data = withUp(4, [4, 4, 4]);
    const { field } = fitMeanFieldIsing(data, { ridge: 0.7 });
    expect(0.7 * field).toBeCloseTo(3 * (4 - 4 * Math.tanh(field)), 10);
    const both = fitMeanFieldIsing(data, { ridge: 0.7, coupling: "fitted" });
    const { magnetization, pairProduct } = meanFieldStatistics(both);
    expect(0.7 * both.field).toBeCloseTo(3 * 4 * (1 - magnetization), 9);
    expect(0.7 * both.coupling).toBeCloseTo(3 * (1.5 - 1.5 * pairProduct), 9);
  });

  test("agrees with SciPy's optimiser", () => {
    interface Golden {
      readonly spins: number;
      readonly counts: number[];
      readonly ridge: number;
      readonly field: number;
      readonly coupling: number;
    }
    for (const { spins, counts: ups, ridge, field, coupling } of readGolden<Golden[]>("mean-field-ising")) {
      const fitted = fitMeanFieldIsing(withUp(spins, ups), { coupling: "fitted", ridge });
      expect(fitted.field).toBeCloseTo(field, 7);
      expect(fitted.coupling).toBeCloseTo(coupling, 7);
    }
  });

  test("refuses bad data and options by name", () => {
    const fitRows = (values: number[][], options = {}) => fitMeanFieldIsing(pointsFrom(values), options);
    expect(() => fitRows([[1, 0]])).toThrow(
      "fitMeanFieldIsing needs spins of −1 or 1: row 0, column 1 is 0. Map 0 and 1 to −1 and 1 by 2x − 1",
    );
    expect(() => fitMeanFieldIsing({ values: new Float64Array(0), rows: 0, columns: 3 })).toThrow(
      "fitMeanFieldIsing needs at least 1 rows of data, got 0 × 3",
    );
    expect(() => fitRows([[1, -1]], { ridge: -1 })).toThrow(
      "needs ridge to be a finite number of at least 0, got -1",
    );
    expect(() => fitRows([[1, -1]], { coupling: Infinity })).toThrow(
      'needs coupling to be a finite number or "fitted", got Infinity',
    );
    expect(() => fitRows([[1]], { coupling: "fitted" })).toThrow(
      "needs at least 2 spins to fit a coupling, got 1",
    );
    expect(() => fitRows([[1, -1]], { prior: { field: 0, configurations: -1 } })).toThrow(
      "needs prior.configurations to be a finite number of at least 0, got -1",
    );
  });

  test("upSpinCounts", () => {
    expect([...upSpinCounts(withUp(5, [0, 3, 5]))]).toEqual([0, 3, 5]);
  });
});

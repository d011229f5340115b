import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pointsFrom } from "../../../lib/data/points";
import { isingLogDensity, isingMoments, isingStates } from "../../../lib/fitters/ising/exact";
import { fitIsing } from "../../../lib/fitters/ising/fit";
import type { IsingModel } from "../../../lib/fitters/ising/model";
import { createRandom } from "../../../lib/random/create-random";
import type { Random } from "../../../lib/random/random";
import { sampleIsing } from "../../../lib/samplers/ising";
import { expectClose, readGolden } from "../helpers";

function randomIsing(spins: number, scale: number, random: Random): IsingModel {
  const fields = random.fillNormal(new Float64Array(spins), 0, scale);
  const couplings = new Float64Array(spins * spins);
  for (let i = 0; i < spins; i++) {
    for (let j = 0; j < i; j++) couplings[i * spins + j] = couplings[j * spins + i] = scale * random.normal();
  }
  return { spins, fields, couplings };
}

interface Golden {
  readonly spins: number;
  readonly fields: number[];
  readonly couplings: number[];
  readonly logPartition: number;
  readonly probabilities: number[];
  readonly magnetizations: number[];
  readonly pairProducts: number[];
}

test.each(readGolden<Golden[]>("ising"))("NumPy's sums over all states, $spins spins", (golden) => {
  const model = {
    spins: golden.spins,
    fields: Float64Array.from(golden.fields),
    couplings: Float64Array.from(golden.couplings),
  };
  const { probabilities, logPartition } = isingStates(model);
  expect(logPartition).toBeCloseTo(golden.logPartition, 11);
  expectClose(probabilities, golden.probabilities, 1e-12);
  const { magnetizations, pairProducts } = isingMoments(model);
  expectClose(magnetizations, golden.magnetizations, 1e-12);
  expectClose(pairProducts, golden.pairProducts, 1e-12);
});

describe("fitIsing", () => {
  test("finds a model again from its own moments", () => {
    const truth = randomIsing(5, 0.5, createRandom("again"));
    // Every state as often as the model says, to within a row in a million.
    const { probabilities } = isingStates(truth);
    const rows = Array.from(probabilities).flatMap((p, state) =>
      Array.from({ length: Math.round(p * 20_000) }, () =>
        Array.from({ length: 5 }, (_, i) => ((state >> i) & 1 ? -1 : 1)),
      ),
    );
    const fitted = fitIsing(pointsFrom(rows));
    fitted.fields.forEach((field, i) => {
      expect(Math.abs(field - truth.fields[i]!)).toBeLessThan(0.01);
    });
    fitted.couplings.forEach((coupling, p) => {
      expect(Math.abs(coupling - truth.couplings[p]!)).toBeLessThan(0.01);
    });
  });

  const configurations = fc.integer({ min: 1, max: 5 }).chain((spins) =>
    fc.array(fc.array(fc.constantFrom(-1, 1), { minLength: spins, maxLength: spins }), {
      minLength: 1,
      maxLength: 12,
    }),
  );

  test("matches all means, also where the maximum lies at infinity", () => {
    fc.assert(
      fc.property(configurations, (rows) => {
        const spins = rows[0]!.length;
        const { magnetizations, pairProducts } = isingMoments(fitIsing(pointsFrom(rows)));
        const meanOf = (value: (row: number[]) => number) =>
          rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
        for (let i = 0; i < spins; i++) {
          expect(Math.abs(magnetizations[i]! - meanOf((row) => row[i]!))).toBeLessThan(1e-8);
          for (let j = 0; j < i; j++) {
            expect(Math.abs(pairProducts[i * spins + j]! - meanOf((row) => row[i]! * row[j]!))).toBeLessThan(
              1e-8,
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("a constant spin gets an infinite field; a prior or a ridge hold it", () => {
    const rows = pointsFrom([
      [1, 1, -1],
      [1, -1, -1],
      [1, 1, -1],
    ]);
    const free = fitIsing(rows);
    expect([free.fields[0], free.fields[2]]).toEqual([Infinity, -Infinity]);
    expect(Math.tanh(free.fields[1]!)).toBeCloseTo(1 / 3, 8);
    expect([...free.couplings]).toEqual(new Array(9).fill(0));
    expect(Math.exp(isingLogDensity(free, pointsFrom([[1, 1, -1]]))[0]!)).toBeCloseTo(2 / 3, 8);
    expect(isingLogDensity(free, pointsFrom([[-1, 1, -1]]))[0]).toBe(-Infinity);
    const held = isingMoments(fitIsing(rows, { priorConfigurations: 1 }));
    expect(held.magnetizations[0]).toBeCloseTo(3 / 4, 8);
    expect(held.pairProducts[2]).toBeCloseTo(-3 / 4, 8);
    const ridge = fitIsing(rows, { ridge: 0.5 });
    const slope = 3 * (1 - isingMoments(ridge).magnetizations[0]!);
    expect(0.5 * ridge.fields[0]!).toBeCloseTo(slope, 7);
  });

  test("finds ten spins again from what they wrote", () => {
    const random = createRandom("ten spins");
    const truth = randomIsing(10, 0.25, random.fork("truth"));
    const fitted = fitIsing(sampleIsing(truth, 200_000, random.fork("data")));
    fitted.couplings.forEach((coupling, p) => {
      expect(Math.abs(coupling - truth.couplings[p]!)).toBeLessThan(0.03);
    });
  });

  test("bad input is refused by name", () => {
    expect(() => fitIsing(pointsFrom([[1, 2]]))).toThrow(
      "fitIsing needs spins of −1 or 1: row 0, column 1 is 2",
    );
    expect(() => fitIsing(pointsFrom([new Array<number>(21).fill(1)]))).toThrow(
      "fitIsing sums over all states of at most 20 spins, got 21. Fit fewer spins",
    );
    expect(() => fitIsing(pointsFrom([[1]]), { ridge: -1 })).toThrow(
      "fitIsing needs ridge to be a finite number of at least 0",
    );
    expect(() => fitIsing(pointsFrom([[1]]), { priorConfigurations: Number.NaN })).toThrow(
      "needs priorConfigurations",
    );
  });
});

describe("models are refused by name", () => {
  const model = randomIsing(3, 1, createRandom("refused"));

  test("that do not fit together", () => {
    expect(() => isingStates({ ...model, fields: new Float64Array(2) })).toThrow(
      "isingStates needs as many fields as spins and their square of couplings, got 3 spins, 2 fields and 9 couplings",
    );
    const lopsided = model.couplings.slice();
    lopsided[1] = 7;
    expect(() => isingMoments({ ...model, couplings: lopsided })).toThrow(
      /symmetric with a diagonal of zeros: J\[1\]\[0\] is/,
    );
    expect(() => isingStates({ ...model, fields: Float64Array.of(0, Number.NaN, 0) })).toThrow(
      "field 1 is NaN",
    );
    expect(() => isingLogDensity(model, pointsFrom([[1, 1]]))).toThrow(
      "isingLogDensity needs rows of 3 spins, got 2",
    );
  });

  test("that have too many spins", () => {
    const large = { spins: 21, fields: new Float64Array(21), couplings: new Float64Array(441) };
    expect(() => isingStates(large)).toThrow(
      "isingStates sums over all states of at most 20 spins, got 21. Draw with sampleIsingByGibbs and average",
    );
  });
});

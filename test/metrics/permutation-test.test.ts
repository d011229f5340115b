import { expect, test } from "vitest";
import { energyDistance } from "../../lib/metrics/energy-distance";
import { maximumMeanDiscrepancy } from "../../lib/metrics/maximum-mean-discrepancy";
import { permutationTest } from "../../lib/metrics/permutation-test";
import { createRandom } from "../../lib/random/create-random";

const root = createRandom("permutation test");

function normals(count: number, label: string, shift = 0): Float64Array {
  return root.fork(label).fillNormal(new Float64Array(count), shift);
}

test("between equal distributions every p-value is as likely", () => {
  const rounds = 300;
  const values = Array.from({ length: rounds }, (_, r) => {
    const samples = [normals(12, `x ${r}`), normals(9, `y ${r}`)] as const;
    return permutationTest(energyDistance, samples, { permutations: 19 }, root.fork(r)).pValue;
  });
  for (const level of [0.05, 0.25, 0.5, 0.9]) {
    const share = values.filter((value) => value <= level + 1e-12).length / rounds;
    expect(Math.abs(share - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / rounds));
  }
});

test("finds a shift that a standard error would leave open, with any statistic", () => {
  const samples = [normals(80, "x"), normals(80, "y", 1)] as const;
  const discrepancy = (x: Float64Array, y: Float64Array) => maximumMeanDiscrepancy(x, y, { bandwidth: 1 });
  for (const statistic of [energyDistance, discrepancy]) {
    const { measured, pValue } = permutationTest(
      statistic,
      samples,
      { permutations: 99 },
      root.fork("deals"),
    );
    expect(measured).toBe(statistic(...samples));
    expect(pValue).toBe(0.01);
  }
});

test("samples of one point each tie with every deal", () => {
  const samples = [Float64Array.of(1), Float64Array.of(2)] as const;
  expect(permutationTest(energyDistance, samples, {}, root.fork("one")).pValue).toBe(1);
});

test("refuses what it cannot deal", () => {
  const one = Float64Array.of(1);
  const refused = (message: string, run: () => unknown) =>
    expect(run).toThrow(new RangeError(`permutationTest needs ${message}`));
  refused("samples with at least one row, got 0 and 1 rows", () =>
    permutationTest(energyDistance, [new Float64Array(0), one], {}, root),
  );
  refused("permutations to be a whole number of at least 1, got 0", () =>
    permutationTest(energyDistance, [one, one], { permutations: 0 }, root),
  );
  refused("a statistic that is a number, got NaN", () =>
    permutationTest(() => Number.NaN, [one, one], {}, root),
  );
});

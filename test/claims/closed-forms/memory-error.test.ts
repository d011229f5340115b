import { describe, expect, test } from "vitest";
import { lostMass, memoryTestError } from "../../../lib/claims/closed-forms/memory-error";
import { zipfProbabilities } from "../../../lib/data/zipf";
import { meanAndStandardError } from "../../../lib/metrics/summaries";
import { createAliasTable } from "../../../lib/random/alias-table";
import { createRandom } from "../../../lib/random/create-random";

const probabilities = zipfProbabilities(200, { exponent: 1.5 });

/** Mass of the questions that are in none of the examples: a share of them real, the rest without the tail. */
function missed(examples: number, cutoff: number, realShare: number, seed: string): number {
  const random = createRandom(seed);
  const real = createAliasTable(probabilities);
  const synthetic = createAliasTable(probabilities.map((p, i) => (i < cutoff ? p : 0)));
  const known = new Set<number>();
  for (let i = 0; i < examples; i++) {
    known.add(random.categorical(random.next() < realShare ? real : synthetic));
  }
  return probabilities.reduce((mass, p, i) => mass + (known.has(i) ? 0 : p), 0);
}

describe("error of a memory", () => {
  test.each([
    [50, Infinity, 0],
    [300, 20, 0],
    [300, 20, 0.1],
    [1000, 50, 0.02],
  ])(
    "%d examples, ranks up to %d, real share %d: is the mean of simulated ones",
    (examples, cutoff, realShare) => {
      const errors = Array.from({ length: 1500 }, (_, r) =>
        missed(examples, cutoff, realShare, `memory ${r}`),
      );
      const { measured, standardError } = meanAndStandardError(errors);
      const expected = memoryTestError(probabilities, { examples, cutoff, realShare });
      expect(Math.abs(measured - expected)).toBeLessThan(4 * standardError);
    },
  );

  test("stops at the mass beyond the cutoff, unless some examples are real", () => {
    const floor = lostMass(probabilities, 20);
    expect(memoryTestError(probabilities, { examples: 1e7, cutoff: 20 })).toBeCloseTo(floor, 12);
    expect(memoryTestError(probabilities, { examples: 1e7, cutoff: 20, realShare: 0.01 })).toBeLessThan(1e-6);
  });

  test("without examples everything is missed; with all in one rank nothing", () => {
    expect(memoryTestError(probabilities, { examples: 0, cutoff: 20 })).toBeCloseTo(1, 12);
    expect(memoryTestError([1], { examples: 1, cutoff: 1 })).toBe(0);
  });

  test("refuses what is no share or number", () => {
    expect(() => memoryTestError([1], { examples: -1, cutoff: 1 })).toThrow(
      "memoryTestError needs examples ≥ 0, cutoff ≥ 1 and 0 ≤ realShare ≤ 1, got -1, 1 and 0",
    );
  });
});

describe("Zipf–Mandelbrot probabilities", () => {
  test("sum to 1 and fall by the power law", () => {
    const p = zipfProbabilities(1000, { exponent: 1.2, shift: 2.7 });
    expect(p.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
    expect(p[9]! / p[99]!).toBeCloseTo((102.7 / 12.7) ** 1.2, 10);
  });

  test("refuse an impossible law", () => {
    expect(() => zipfProbabilities(0, { exponent: 1 })).toThrow(
      "zipfProbabilities needs a whole count ≥ 1, a shift > −1 and a finite exponent, got 0, 0 and 1",
    );
    expect(() => zipfProbabilities(5, { exponent: 1, shift: -1 })).toThrow("got 5, -1 and 1");
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logGaussianSums } from "../../../lib/fitters/kernel-density/gauss-transform/log-sums";
import {
  interpolationNodes,
  maximumTerms,
  stepsPerUnit,
  taylorTerms,
} from "../../../lib/fitters/kernel-density/gauss-transform/truncation";
import { createRandom } from "../../../lib/random/create-random";

/** The definition, term by term with compensated summation, relative to the largest term. */
function termByTerm(sources: Float64Array, targets: Float64Array, bandwidth: number): Float64Array {
  return targets.map((target) => {
    const distances = sources.map((source) => Math.abs(target - source) / bandwidth);
    const nearest = distances.reduce((least, distance) => Math.min(least, distance), Infinity);
    let [sum, lost] = [0, 0];
    for (const distance of distances) {
      const term = Math.exp(0.5 * (nearest - distance) * (nearest + distance)) - lost;
      const next = sum + term;
      lost = next - sum - term;
      sum = next;
    }
    return Math.log(sum) - 0.5 * nearest * nearest;
  });
}

/** The error of a density is that of its logarithm; of a logarithm of −10⁴ no more than 12 digits are there. */
function expectEqualSums(sources: Float64Array, targets: Float64Array, bandwidth: number): void {
  const exact = termByTerm(sources, targets, bandwidth);
  logGaussianSums(sources, targets, bandwidth).forEach((sum, i) => {
    const error = Math.abs(sum - exact[i]!) / Math.max(1, Math.abs(exact[i]!));
    expect(error, `${sum} for ${exact[i]} at ${targets[i]}, bandwidth ${bandwidth}`).toBeLessThan(5e-14);
  });
}

describe("logGaussianSums", () => {
  const random = createRandom("log sums");
  const sources = random.fillNormal(new Float64Array(800));
  const shapes: [string, Float64Array, Float64Array][] = [
    ["as the sources", sources, random.fillNormal(new Float64Array(1500))],
    ["far into the tails", sources, random.fillNormal(new Float64Array(1000), 0, 15)],
    ["crowded beyond the edge", sources, random.fillNormal(new Float64Array(800), 30, 0.5)],
    [
      "in the gap between two clusters",
      sources.map((x, i) => (i % 2 === 0 ? x - 40 : x + 40)),
      random.fillUniform(new Float64Array(800)).map((u) => 4 * u - 2),
    ],
    ["beside one far source", Float64Array.of(...sources, 100), random.fillNormal(new Float64Array(500), 99)],
    ["far from the origin", sources.map((x) => 1e6 + x), random.fillNormal(new Float64Array(1000), 1e6)],
  ];

  test.each(shapes)("equals the sum term by term, targets %s", (_, from, at) => {
    for (const bandwidth of [1e-9, 1e-3, 0.02, 0.2, 0.7, 3, 50, 1e6]) expectEqualSums(from, at, bandwidth);
  });

  test("interpolates between targets that are closer than numbers near them are fine", () => {
    const close = Float64Array.from({ length: 2000 }, (_, i) => 1e6 + (i % 500) * 2 ** -32);
    expectEqualSums(close, close, 500 * 2 ** -32);
  });

  test("equals the sum term by term for any numbers", () => {
    const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(numbers, numbers, fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (x, y, bandwidth) => {
        expectEqualSums(Float64Array.from(x), Float64Array.from(y), bandwidth);
      }),
    );
  });

  test("keeps the order of the targets, repeats and all", () => {
    const targets = Float64Array.of(2, -1, 2, 0, -1);
    const sums = logGaussianSums(sources, targets, 0.3);
    expect(sums[0]).toBe(sums[2]);
    expect(sums[1]).toBe(sums[4]);
    expectEqualSums(sources, targets, 0.3);
  });

  test("is finite in the farthest tails, and minus infinity only beyond", () => {
    const [far, beyond] = logGaussianSums(Float64Array.of(0, 1), Float64Array.of(1e150, 1e160), 1);
    expect(far! / -0.5e300).toBeCloseTo(1, 14);
    expect(beyond).toBe(-Infinity);
    const crowd = Float64Array.from({ length: 100 }, (_, i) => 1e160 * (1 + i / 1e6));
    expect(new Set(logGaussianSums(sources, crowd, 1))).toEqual(new Set([-Infinity]));
  });
});

describe("the tables of the fast Gauss transform", () => {
  const points = Array.from({ length: 201 }, (_, i) => -1 + i / 100);

  test("give enough terms of the exponential's series", () => {
    taylorTerms.forEach((terms, step) => {
      const z = step / stepsPerUnit;
      for (const u of points) {
        let [sum, power] = [0, 1];
        for (let k = 0; k < terms; k++, power *= (u * z) / k) sum += power;
        // Terms of both signs up to exp(z) are rounded: the result is exp(−z) at least.
        expect(Math.abs(sum / Math.exp(u * z) - 1)).toBeLessThan(2 ** -50 * (1 + Math.exp(2 * z)));
      }
    });
    expect(Math.max(...taylorTerms)).toBeLessThanOrEqual(maximumTerms);
    expect((taylorTerms.length - 1) / stepsPerUnit).toBeGreaterThan(3);
  });

  test("give enough nodes for exponentials", () => {
    expect((interpolationNodes.length - 1) / stepsPerUnit).toBeGreaterThan(3);
    interpolationNodes.forEach((nodes, step) => {
      const z = step / stepsPerUnit;
      for (const u of points) {
        const value = lagrange(nodes, u, (node) => Math.exp(z * node));
        expect(Math.abs(value / Math.exp(z * u) - 1)).toBeLessThan(2 ** -48 * (1 + Math.exp(2 * z)));
      }
    });
  });
});

/** The polynomial through the values at the Chebyshev nodes, by Lagrange's formula. */
function lagrange(count: number, u: number, value: (node: number) => number): number {
  const nodes = Array.from({ length: count }, (_, k) => Math.cos(((k + 0.5) * Math.PI) / count));
  return nodes.reduce((sum, node, k) => {
    const weight = nodes.reduce(
      (product, other, j) => (j === k ? product : (product * (u - other)) / (node - other)),
      1,
    );
    return sum + weight * value(node);
  }, 0);
}

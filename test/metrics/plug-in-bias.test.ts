import { expect, test } from "vitest";
import { chiSquaredDivergence } from "../../lib/metrics/chi-squared-divergence";
import { effectiveNumberOfModes } from "../../lib/metrics/effective-number-of-modes";
import { estimateKlDivergence } from "../../lib/metrics/estimate-kl-divergence";
import { hellingerDistance } from "../../lib/metrics/hellinger-distance";
import { jensenShannonDivergence } from "../../lib/metrics/jensen-shannon-divergence";
import { klDivergence } from "../../lib/metrics/kl-divergence";
import { kolmogorovSmirnov } from "../../lib/metrics/kolmogorov-smirnov";
import { totalVariationDistance } from "../../lib/metrics/total-variation-distance";
import { wasserstein1 } from "../../lib/metrics/wasserstein";
import { createRandom } from "../../lib/random/create-random";

const [n, m] = [2000, 3000];
const shares = [0.3, 0.2, 0.2, 0.15, 0.1, 0.05];
const both = 1 / n + 1 / m;
const random = createRandom("plug-in bias");
const drawn = (count: number): Float64Array =>
  Float64Array.from(random.multinomial(count, shares), (k) => k / count);
const uniforms = (count: number): Float64Array => random.fillUniform(new Float64Array(count));

/** Mean over pairs of samples from one distribution, beside what the docstring says; first order, so 5 % are allowed. */
test.each([
  ["klDivergence", () => klDivergence(drawn(n), shares), 5 / (2 * n)],
  ["chiSquaredDivergence", () => chiSquaredDivergence(drawn(n), shares), 5 / n],
  ["jensenShannonDivergence", () => jensenShannonDivergence(drawn(n), drawn(m)), (5 * both) / 8],
  ["hellingerDistance²", () => hellingerDistance(drawn(n), drawn(m)) ** 2, (5 * both) / 8],
  [
    "totalVariationDistance",
    () => totalVariationDistance(drawn(n), drawn(m)),
    shares.reduce((sum, p) => sum + Math.sqrt((p * (1 - p) * both) / (2 * Math.PI)), 0),
  ],
  // ∫ √(F(1 − F)) of the uniform distribution is π/8.
  [
    "wasserstein1",
    () => wasserstein1(uniforms(n), uniforms(m)),
    (Math.sqrt((2 * both) / Math.PI) * Math.PI) / 8,
  ],
  ["kolmogorovSmirnov", () => kolmogorovSmirnov(uniforms(n), uniforms(m)), 0.8687 * Math.sqrt(both)],
  [
    "effectiveNumberOfModes",
    () => 1 - effectiveNumberOfModes(drawn(n)) / effectiveNumberOfModes(shares),
    5 / (2 * n),
  ],
] as const)("%s of samples from one distribution has the stated mean", (_, statistic, expected) => {
  const replicates = 1500;
  const values = Float64Array.from({ length: replicates }, statistic);
  const mean = values.reduce((sum, value) => sum + value, 0) / replicates;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (replicates - 1);
  expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / replicates) + 0.05 * expected);
});

test.each([
  ["another distribution", [0.1, 0.1, 0.2, 0.2, 0.2, 0.2]],
  ["the same", shares],
])("estimateKlDivergence from %s has no bias to first order and the stated spread", (_, q) => {
  const [size, replicates] = [400, 3000];
  const estimates = Array.from({ length: replicates }, () =>
    estimateKlDivergence(random.multinomial(size, shares), q),
  );
  const mean = estimates.reduce((sum, { measured }) => sum + measured, 0) / replicates;
  const variance =
    estimates.reduce((sum, { measured }) => sum + (measured - mean) ** 2, 0) / (replicates - 1);
  const stated = estimates.reduce((sum, { standardError }) => sum + standardError ** 2, 0) / replicates;
  const noise = Math.sqrt(variance / replicates);
  // The plug-in value would miss by 5/800, sixteen times this or more.
  expect(Math.abs(mean - klDivergence(shares, q))).toBeLessThan(4 * noise + 0.05 * (5 / 800));
  // Where both are equal the spread is of second order, and the stated variance twice as large.
  const ratio = q === shares ? 2 : 1;
  expect(Math.abs(stated / variance / ratio - 1)).toBeLessThan(4 * Math.sqrt(2 / replicates) + 0.05);
});

test("estimateKlDivergence refuses what it cannot compare", () => {
  const refused = (counts: number[], q: number[], message: string): void =>
    expect(() => estimateKlDivergence(counts, q)).toThrow(
      new RangeError(`estimateKlDivergence needs ${message}`),
    );
  refused([0, 0], [0.5, 0.5], "an outcome that occurs: all counts are 0");
  refused([1, -1], [0.5, 0.5], "counts that are finite and not negative: count 1 is -1");
  refused([1, 1], [1], "two distributions over the same outcomes, got 2 and 1 probabilities");
  refused(
    [1, 1],
    [1, 0],
    "probabilities above 0 for what occurs: outcome 1 has 0, the divergence is infinite",
  );
  refused([1, 1], [0.5, Number.NaN], "probabilities in [0, 1]: entry 1 is NaN");
  expect(estimateKlDivergence([3, 0], [1, 0])).toEqual({ measured: 0, standardError: 0 });
});

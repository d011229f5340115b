import { expect, test } from "vitest";
import { runChain } from "../../../lib/chain/executors/run-chain";
import { curvesOf } from "../../../lib/chain/records";
import { firstOrderKl, smoothedVariance, threeErrors } from "../../../lib/claims/closed-forms/three-errors";
import { klGaussian } from "../../../lib/metrics/kl-gaussian";
import { meanAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";
import { replace } from "../../../lib/regimes/replace";
import { gaussian } from "../../../lib/samplers/gaussian";

// The parts beside chains of fits: test/samplers/basis-regression.test.ts.
test("least squares of a family that has the truth: only the statistical error, one part a fit", () => {
  const errors = threeErrors([{ coefficient: 2, recovered: 1 }], 0.5, 100, 7);
  expect(errors).toEqual({ statistical: (7 * 0.5) / 100, expressivity: 0, approximation: 0 });
});

test.each([1, 2, 3])("smoothing adds h² and refitting keeps 1 − 1/n of the whole (seed %i)", (seed) => {
  const random = createRandom(seed);
  const [count, bandwidth] = [20, 0.5];
  const variances = Array.from({ length: 4000 }, (_, replicate) => {
    const stream = random.fork(replicate);
    let points = Float64Array.from({ length: count }, (_, i) => (i < 10 ? -1 : 1));
    for (let generation = 0; generation < 5; generation++) {
      points = points.map(() => points[stream.integer(count)]! + bandwidth * stream.normal());
    }
    const mean = points.reduce((sum, x) => sum + x, 0) / count;
    return points.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count;
  });
  const { measured, standardError } = meanAndStandardError(variances);
  expect(Math.abs(measured - smoothedVariance(1, bandwidth, count, 5))).toBeLessThan(4.5 * standardError);
});

test.each([1, 2])("KL grows by parameters/(2M) a fit, to first order (seed %i)", async (seed) => {
  const truth = { mean: 0, standardDeviation: 1 };
  const chain = runChain({
    family: gaussian(),
    regime: replace,
    real: { model: truth, count: 1000 },
    generations: 9,
    replicates: 1000,
    workers: 1,
    random: createRandom(seed),
  });
  const curves = curvesOf(await chain.collect(), (_, { model }) => klGaussian(truth, model));
  const { measured, standardError } = meanAndStandardError(curves.map((curve) => curve[9]!));
  const first = firstOrderKl(2, 1000, 10);
  expect(Math.abs(measured - first)).toBeLessThan(4.5 * standardError + first ** 2 * 2);
});

import { describe, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { curvesOf } from "../../lib/chain/records";
import { recoveredByDescent, threeErrors } from "../../lib/claims/closed-forms/three-errors";
import { cosineBasis } from "../../lib/data/cosine-basis";
import { linearModelTestError } from "../../lib/metrics/linear-model-test-error";
import { meanAndStandardError } from "../../lib/metrics/summaries";
import { createRandom } from "../../lib/random/create-random";
import { replace } from "../../lib/regimes/replace";
import { basisRegression } from "../../lib/samplers/basis-regression";

const basis = cosineBasis(40, 6);
const truth = [1, -0.5, 0.4, 0.3, -0.2, 0.1];
const scales = truth.map((_, j) => 1 / (j + 1));
const descent = { steps: 5, learningRate: 1 };
const sixFits = { regime: replace, generations: 5 } as const;

const combinations = [0, 0.3].flatMap((noise) =>
  [6, 3].flatMap((columns) => [false, true].map((early) => ({ noise, columns, early }))),
);

describe.each([1, 2])("seed %i", (seed) => {
  test.each(combinations)(
    "noise $noise, $columns columns, early $early: the closed form",
    async (combination) => {
      const { noise, columns, early } = combination;
      const family = basisRegression({
        basis,
        noiseStandardDeviation: noise,
        columns,
        ...(early ? { descent: { ...descent, scales: scales.slice(0, columns) } } : {}),
      });
      const real = { model: { coefficients: Float64Array.from(truth) }, count: 40 };
      const random = createRandom(seed);
      const chain = runChain({
        ...sixFits,
        family,
        real,
        replicates: noise > 0 ? 400 : 2,
        workers: 1,
        random,
      });
      const errors = curvesOf(await chain.collect(), (_, { model }) => linearModelTestError(model, truth));
      const components = truth.map((coefficient, j) => {
        const recovered = early ? recoveredByDescent(5, 1, scales[j]!) : 1;
        return { coefficient, recovered: j < columns ? recovered : 0 };
      });
      for (const fits of [1, 6]) {
        const { statistical, expressivity, approximation } = threeErrors(components, noise ** 2, 40, fits);
        const { measured, standardError } = meanAndStandardError(errors.map((curve) => curve[fits - 1]!));
        const off = Math.abs(measured - (statistical + expressivity + approximation));
        expect(off).toBeLessThan(4.5 * standardError + 1e-12);
      }
    },
  );
});

test("bad options are refused by name", () => {
  const make = (options: object) => () => basisRegression({ basis, noiseStandardDeviation: 1, ...options });
  expect(make({ columns: 7 })).toThrow("basisRegression needs at most the 6 columns of its basis, got 7");
  expect(make({ columns: 0 })).toThrow(
    "basisRegression needs columns to be a whole number of at least 1, got 0",
  );
  expect(make({ noiseStandardDeviation: -1 })).toThrow(
    "basisRegression needs noiseStandardDeviation to be a finite number of at least 0, got -1",
  );
  expect(make({ descent: { ...descent, scales: [1] } })).toThrow(
    "gradient descent needs one finite scale for each of 6 columns, got [1]",
  );
});

import { expect, test } from "vitest";
import { runChain } from "../../../lib/chain/executors/run-chain";
import { finalModels } from "../../../lib/chain/records";
import { replacedLogShape, replacedMeanRange } from "../../../lib/claims/closed-forms/tail-chain";
import { meanAndStandardError } from "../../../lib/metrics/summaries";
import { createRandom } from "../../../lib/random/create-random";
import { replace } from "../../../lib/regimes/replace";
import { pareto } from "../../../lib/samplers/pareto";
import { uniform } from "../../../lib/samplers/uniform";

const settings = { regime: replace, generations: 9, replicates: 3000, recordedGenerations: [9] };

function expectMean(values: readonly number[], expected: number): void {
  const { measured, standardError } = meanAndStandardError(values);
  expect(Math.abs(measured - expected)).toBeLessThan(4 * standardError);
}

test.each(["first", "second"])("a uniform range shrinks by (n − 1)/(n + 1) a fit (seed %s)", async (seed) => {
  const real = { model: { minimum: -1, maximum: 3 }, count: 15 };
  const chain = runChain({ ...settings, family: uniform(), real, random: createRandom(seed) });
  const ranges = finalModels(await chain.collect()).map(({ minimum, maximum }) => (maximum - minimum) / 4);
  expectMean(ranges, replacedMeanRange(15, 10));
});

test.each(["first", "second"])("a power law becomes lighter by ln n − ψ(n) a fit (seed %s)", async (seed) => {
  const real = { model: { minimum: 2, shape: 1.5 }, count: 15 };
  const chain = runChain({ ...settings, family: pareto({ minimum: 2 }), real, random: createRandom(seed) });
  const shapes = finalModels(await chain.collect()).map(({ shape }) => Math.log(shape / 1.5));
  expectMean(shapes, replacedLogShape(15, 10));
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runChain } from "../../lib/chain/executors/run-chain";
import { createRandom } from "../../lib/random/create-random";
import { accumulate } from "../../lib/regimes/accumulate";
import { multivariateGaussianStatistics } from "../../lib/samplers/statistics/multivariate-gaussian";
import { onThreads } from "./helpers";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "statistics-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settings = {
  family: multivariateGaussianStatistics({ prior: { count: 0.5, means: [0, 1], scatter: [1, 0, 0, 1] } }),
  regime: accumulate,
  real: { count: 6, means: [0, 0], scatter: [6, 1, 1, 3] },
  generations: 12,
  replicates: 3,
  random: createRandom("statistics on their way"),
};

test("chains of statistics give the same digits on worker threads", async () => {
  expect(await onThreads(settings, 2).collect()).toEqual(await runChain(settings).collect());
});

test("chains of statistics go on from a checkpoint with the same digits", async () => {
  const kept = { ...settings, checkpoint: { folder, intervalMilliseconds: 0 } };
  let records = 0;
  for await (const _ of runChain(kept)) if (++records === 17) break;
  expect(await runChain(kept).collect()).toEqual(await runChain(settings).collect());
});

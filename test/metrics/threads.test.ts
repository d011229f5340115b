import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { type Job, openAlone } from "../../lib/fitters/crew";
import { createSharedPasses, slots } from "../../lib/fitters/threads/crew-protocol";
import { ballsJob, kinds } from "../../lib/metrics/neighbours/balls";
import { allPairsJob, treesJob } from "../../lib/metrics/neighbours/neighbour-squares";
import { createPointTree } from "../../lib/metrics/neighbours/point-tree";
import { pairSumsJob } from "../../lib/metrics/pairs/pair-sums";
import { jobNamed } from "../../lib/metrics/threads/jobs";
import { helperFile } from "../../lib/metrics/threads/open-crew";
import { createRandom } from "../../lib/random/create-random";

const [rows, columns] = [300, 3];
const [x, y] = ["x", "y"].map((label) =>
  createRandom(label).fillNormal(new Float64Array(rows * columns)),
) as [Float64Array, Float64Array];
const pooled = Float64Array.of(...x, ...y);
const sizes = { columns, firstRows: rows, secondRows: rows };
const limits = () => new Float64Array(rows).fill(0.1);

/** Runs a helper thread with nobody beside it, and gives what it computed. */
async function helperAlone<Input extends object>(job: Job<Input>, input: Input, kind: number, parts: number) {
  const { parts: most, stride } = job.size(input);
  const shared = createSharedPasses(most, stride);
  const { control, results } = shared;
  control[slots.kind] = kind;
  control[slots.parts] = parts;
  control[slots.published] = 1;
  const helper = new Worker(helperFile(), { workerData: { name: job.name, input, shared } });
  const ended = new Promise((resolve) => helper.once("exit", resolve));
  for (let finished = 0; finished < parts; finished = Atomics.load(control, slots.finished)) {
    expect(Atomics.wait(control, slots.finished, finished, 30_000)).not.toBe("timed-out");
  }
  Atomics.store(control, slots.closed, 1);
  Atomics.add(control, slots.published, 1);
  Atomics.notify(control, slots.published);
  await ended;
  return results;
}

async function givesTheSame<Input extends object>(
  job: Job<Input>,
  input: Input,
  kind: number,
  parts: number,
) {
  const alone = openAlone(job, input).pass(kind, parts).slice();
  expect(alone.some((value) => value !== 0)).toBe(true);
  expect(await helperAlone(job, input, kind, parts)).toEqual(alone);
}

test("a helper thread alone does a whole pass of each job, with the same numbers", async () => {
  for (const pairFunction of [{ name: "distance" }, { name: "gaussian", rate: 0.5 }] as const) {
    const sums = { ...sizes, pairFunction, values: pooled };
    await givesTheSame(pairSumsJob, sums, 0, pairSumsJob.size(sums).parts);
  }
  const [first, second] = [x, y].map((values) => createPointTree({ values, rows, columns }));
  await givesTheSame(treesJob, { neighbours: 2, x: first!, y: second! }, 0, 2);
  await givesTheSame(allPairsJob, { caller: "test", neighbours: 2, columns, x, y }, 0, 3);
  const balls = {
    ...{ neighbours: 2, columns, real: x, synthetic: y },
    ...{ realLimits: limits(), syntheticLimits: limits() },
  };
  await givesTheSame(ballsJob, balls, kinds.radii, 2);
  await givesTheSame(ballsJob, balls, kinds.pairs, 2);
});

test("a job that no thread knows is named", () => {
  expect(() => jobNamed("tea")).toThrow(
    new Error('no job is named "tea": add it to lib/metrics/threads/jobs.ts'),
  );
});

test("a script that measured with threads ends by itself", () => {
  const library = new URL("../../lib/dist/metrics/threads/energy-distance.js", import.meta.url).pathname;
  expect(existsSync(library)).toBe(true);
  const script = `
    const { energyDistance } = require(${JSON.stringify(library)});
    const points = (shift) => ({ values: Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * i) + shift), rows: 1000, columns: 2 });
    console.log(energyDistance(points(0), points(1), { workers: 3 }));`;
  const { status, stdout } = spawnSync(process.execPath, ["-e", script], {
    encoding: "utf8",
    timeout: 30_000,
  });
  expect(status).toBe(0);
  expect(Number(stdout)).toBeGreaterThan(0);
});

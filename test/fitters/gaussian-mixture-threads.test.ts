import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { fitGaussianMixture as fitAlone } from "../../lib/fitters/gaussian-mixture/fit";
import { layoutOf } from "../../lib/fitters/gaussian-mixture/layout";
import { createEngine, sumChunks } from "../../lib/fitters/gaussian-mixture/pass";
import { createSharedArrays } from "../../lib/fitters/gaussian-mixture/workspace";
import { canStartHelpers, helperFile } from "../../lib/fitters/threads/engine";
import { fitGaussianMixture } from "../../lib/fitters/threads/fit-gaussian-mixture";
import { type HelperData, slotCount, slots } from "../../lib/fitters/threads/protocol";
import { createRandom } from "../../lib/random/create-random";
import { blobs } from "./helpers";

const random = createRandom("threads");
const options = { components: 3, maximumIterations: 6, tolerance: 0 };

describe.each([1, 2, 3])("%i columns", (columns) => {
  const centres = [0, 2, 5].map((x) => new Array<number>(columns).fill(x));
  const points = blobs(centres, 7000, random.fork(columns));

  test("one, two and three workers give the same digits as the calling thread alone", () => {
    expect(canStartHelpers()).toBe(true);
    const alone = fitAlone(points, options, random.fork("fit"));
    for (const workers of [1, 2, 3]) {
      expect(fitGaussianMixture(points, { ...options, workers }, random.fork("fit"))).toEqual(alone);
    }
  });

  test("a helper thread alone does a whole pass, with the same sums", () => {
    const layout = layoutOf(points.rows, columns, 3, "full");
    const alone = createEngine(layout, points.values);
    alone.parameters.set(parametersOf(columns, centres));
    const values = new Float64Array(new SharedArrayBuffer(points.values.byteLength));
    values.set(points.values);
    const shared = createSharedArrays(layout, values, (bytes) => new SharedArrayBuffer(bytes));
    shared.parameters.set(alone.parameters);
    const control = new Int32Array(new SharedArrayBuffer(4 * slotCount));
    control[slots.withMoments] = 1;
    const workerData: HelperData = { layout, shared, control };
    const helper = new Worker(helperFile(), { workerData });
    while (Atomics.load(control, slots.finished) < layout.chunks) {
      const finished = Atomics.load(control, slots.finished);
      expect(Atomics.wait(control, slots.finished, finished, 30_000)).not.toBe("timed-out");
    }
    Atomics.store(control, slots.closed, 1);
    Atomics.add(control, slots.published, 1);
    Atomics.notify(control, slots.published);
    const sums = sumChunks(layout, shared.statistics, new Float64Array(layout.chunkStride));
    expect(sums).toEqual(alone.pass(true));
    return new Promise((resolve) => helper.once("exit", resolve));
  });
});

/** Unit spheres with equal weights around the centres, as the engine reads them. */
function parametersOf(columns: number, centres: number[][]): number[] {
  const factor = columns === 1 ? [1] : columns === 2 ? [1, 0, 1] : [1, 0, 1, 0, 0, 1];
  return centres.flatMap((centre) => [
    -Math.log(3) - 0.5 * columns * Math.log(2 * Math.PI),
    ...centre,
    ...factor,
  ]);
}

test("a script that fitted with threads ends by itself", () => {
  const library = new URL("../../lib/dist/fitters/threads/fit-gaussian-mixture.js", import.meta.url).pathname;
  expect(existsSync(library)).toBe(true);
  const script = `
    const { fitGaussianMixture } = require(${JSON.stringify(library)});
    const values = Float64Array.from({ length: 20000 }, (_, i) => Math.sin(i * i));
    const start = { weights: [0.5, 0.5], means: [[-1], [1]], covariances: [[[1]], [[1]]] };
    const options = { components: 2, start, workers: 3 };
    console.log(fitGaussianMixture({ values, rows: 20000, columns: 1 }, options).iterations);`;
  const { status, stdout } = spawnSync(process.execPath, ["-e", script], {
    encoding: "utf8",
    timeout: 30_000,
  });
  expect(status).toBe(0);
  expect(Number(stdout)).toBeGreaterThan(0);
});

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { fitGaussianMixture as fitAlone } from "../../lib/fitters/gaussian-mixture/fit";
import { layoutOf } from "../../lib/fitters/gaussian-mixture/layout";
import { createEngine, sumChunks } from "../../lib/fitters/gaussian-mixture/pass";
import { joinCrew, takeParts, takeUnclaimed } from "../../lib/fitters/threads/crew-member";
import { createSharedPasses, slots } from "../../lib/fitters/threads/crew-protocol";
import { canStartHelpers, helperFile, openFit, shareFit } from "../../lib/fitters/threads/engine";
import { fitGaussianMixture } from "../../lib/fitters/threads/fit-gaussian-mixture";
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
    const input = shareFit(layout, points.values);
    const shared = createSharedPasses(layout.chunks, layout.chunkStride);
    const { control, results } = shared;
    input.parameters.set(alone.parameters);
    control[slots.kind] = 1;
    control[slots.parts] = layout.chunks;
    control[slots.published] = 1;
    const helper = new Worker(helperFile(), { workerData: { input, shared } });
    while (Atomics.load(control, slots.finished) < layout.chunks) {
      const finished = Atomics.load(control, slots.finished);
      expect(Atomics.wait(control, slots.finished, finished, 30_000)).not.toBe("timed-out");
    }
    Atomics.store(control, slots.closed, 1);
    Atomics.add(control, slots.published, 1);
    Atomics.notify(control, slots.published);
    const sums = sumChunks(layout, results, new Float64Array(layout.chunkStride));
    expect(sums).toEqual(alone.pass(true));
    return new Promise((resolve) => helper.once("exit", resolve));
  });

  test("the caller does over what a helper took and never finished, with the same sums", () => {
    const layout = layoutOf(points.rows, columns, 3, "full");
    const alone = createEngine(layout, points.values);
    alone.parameters.set(parametersOf(columns, centres));
    const input = shareFit(layout, points.values);
    const member = joinCrew(createSharedPasses(layout.chunks, layout.chunkStride), openFit(input));
    const { control, results, claims } = member;
    input.parameters.set(alone.parameters);
    control[slots.kind] = 1;
    control[slots.parts] = layout.chunks;
    // Tickets 0 and 1 went to helpers that never came back.
    control[slots.ticket] = 2;
    expect(takeParts(member, 1)).toBe(layout.chunks - 2);
    expect([...claims.subarray(0, 3)]).toEqual([0, 0, 1]);
    takeUnclaimed(member, 1);
    expect(control[slots.finished]).toBe(layout.chunks);
    expect(sumChunks(layout, results, new Float64Array(layout.chunkStride))).toEqual(alone.pass(true));
  });

  test("what a late helper brings for an earlier pass is dropped", () => {
    const layout = layoutOf(points.rows, columns, 3, "full");
    const input = shareFit(layout, points.values);
    const member = joinCrew(createSharedPasses(layout.chunks, layout.chunkStride), openFit(input));
    member.claims.fill(2);
    member.control[slots.parts] = layout.chunks;
    takeParts(member, 2);
    expect(member.control[slots.finished]).toBe(0);
    expect(member.results.every((sum) => sum === 0)).toBe(true);
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

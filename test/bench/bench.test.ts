import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type BenchContext, bench } from "../../lib/commands/bench";
import { median } from "../../lib/commands/bench/measure";
import { drawBlobs, mixtureFit } from "../../lib/commands/bench/mixture-fit";
import { randomWorkload, type Workload } from "../../lib/commands/bench/workload";
import { workloads } from "../../lib/commands/bench/workloads";
import { createRandom } from "../../lib/random/create-random";
import { UsageError } from "../../lib/runner/usage-error";

const fakePeer = fileURLToPath(new URL("fake-peer.mjs", import.meta.url));

/** A workload whose result both sides must agree on. */
function agreed(runs: number[] = []): Workload {
  const run = async () => {
    runs.push(runs.length);
    return 2;
  };
  return {
    name: "agreed",
    summary: "two",
    prepare: () => ({
      run,
      problem: { points: Float64Array.of(1, 2), pixels: Float32Array.of(1, 2), columns: 2 },
    }),
  };
}

async function runBench(
  words: string[],
  behaviour?: string,
  known: readonly Workload[] = [agreed()],
  signal: AbortSignal = new AbortController().signal,
) {
  const printed: string[] = [];
  const warned: string[] = [];
  const context: BenchContext = {
    workloads: known,
    peers: behaviour === undefined ? undefined : [process.execPath, fakePeer, behaviour],
    terminal: { write: (text: string) => printed.push(text) > 0 },
    warnings: { write: (text: string) => warned.push(text) > 0 },
    signal,
  };
  const code = await bench(words, context);
  return { code, printed: printed.join(""), warned: warned.join("") };
}

describe("results", () => {
  test("without a peer are printed with an empty peer column, loudly", async () => {
    const { code, printed, warned } = await runBench(["--json"]);
    const { seconds, ...rest } = JSON.parse(printed);
    expect(code).toBe(0);
    expect(seconds).toBeGreaterThan(0);
    expect(rest).toEqual({ workload: "agreed", peer: null, peerSeconds: null, ratio: null });
    expect(warned).toContain("PEERS_PYTHON is not set: THE PEER COLUMN IS EMPTY");
  });

  test("with a peer carry its name, its time and the ratio", async () => {
    const { printed, warned } = await runBench(["--json"], "answers");
    const result = JSON.parse(printed);
    expect(Object.keys(result)).toEqual(["workload", "seconds", "peer", "peerSeconds", "ratio"]);
    expect(result).toMatchObject({ peer: "fake 1.0", peerSeconds: 0.5 });
    expect(result.ratio).toBeCloseTo(0.5 / result.seconds, 10);
    expect(warned).toBe("");
  });

  test("are a row each, one line of JSON each with --json", async () => {
    const known = [agreed(), randomWorkload("other", "nothing", async () => undefined)];
    expect((await runBench(["--json"], "answers", known)).printed.trim().split("\n")).toHaveLength(2);
    const { printed } = await runBench([], "answers", known);
    expect(printed.split("\n")[1]).toMatch(/^agreed +\S+ \S+ +500 ms +\S+ +fake 1\.0$/);
    expect((await runBench(["other"], undefined, known)).printed).toMatch(/^other .* – +– +none$/m);
  });

  test("are times of one, where a run does several", async () => {
    const several: Workload = {
      name: "several",
      summary: "four",
      prepare: async () => ({ run: async () => undefined, problem: {}, count: 4 }),
    };
    const { printed } = await runBench(["--json"], "answers", [several]);
    expect(JSON.parse(printed).peerSeconds).toBe(0.125);
  });

  test("count every repetition but the first", async () => {
    const runs: number[] = [];
    await runBench(["--repetitions", "3"], undefined, [agreed(runs)]);
    expect(runs).toHaveLength(4);
  });
});

test("an abort ends the command with 130 after the workload that runs", async () => {
  const controller = new AbortController();
  const aborting = randomWorkload("aborting", "aborts", async () => controller.abort());
  const { code, printed } = await runBench(["--json"], undefined, [aborting, agreed()], controller.signal);
  expect(code).toBe(130);
  expect(printed.trim().split("\n")).toHaveLength(1);
});

describe("peers", () => {
  test("get numbers in bulk as their bytes", async () => {
    const { printed } = await runBench(["--json"], "echoes");
    const problem = JSON.parse(JSON.parse(printed).peer);
    expect(problem.columns).toBe(2);
    const bytes = Buffer.from(problem.points, "base64");
    expect([bytes.readDoubleLE(0), bytes.readDoubleLE(8)]).toEqual([1, 2]);
    const floats = Buffer.from(problem.pixels, "base64");
    expect([floats.readFloatLE(0), floats.readFloatLE(4)]).toEqual([1, 2]);
  });

  test("that lack a library leave their column empty, and say so", async () => {
    const { printed, warned } = await runBench(["--json"], "lacks");
    expect(JSON.parse(printed).peer).toBeNull();
    expect(warned).toBe("agreed: no peer: No module named 'sklearn'\n");
  });

  test("that fail, die or disagree end the command", async () => {
    await expect(runBench([], "fails")).rejects.toThrow("the peer of agreed failed: out of luck");
    await expect(runBench([], "dies")).rejects.toThrow(
      "the process of the peers ended: the peer's last words",
    );
    await expect(runBench([], "differs")).rejects.toThrow(
      "agreed: the two sides disagree: ours gives 2, the peer 2.1",
    );
  });

  test("may differ as far as the workload allows, which is freed either way", async () => {
    let ended = 0;
    const loose = (tolerance: number): Workload => ({
      name: "loose",
      summary: "about two",
      prepare: () => ({ run: async () => 2, problem: {}, tolerance, end: () => void ended++ }),
    });
    expect((await runBench([], "differs", [loose(0.05)])).code).toBe(0);
    await expect(runBench([], "differs", [loose(0.04)])).rejects.toThrow("the two sides disagree");
    expect(ended).toBe(2);
  });

  test("that do not start are a usage error", async () => {
    const context = { workloads: [agreed()], peers: ["/no/such/python"], terminal: process.stdout } as never;
    await expect(bench([], context)).rejects.toThrow(
      new UsageError(
        'PEERS_PYTHON names "/no/such/python", which does not start: spawn /no/such/python ENOENT',
      ),
    );
  });

  test("exist for every workload of ours", () => {
    const script = readFileSync(new URL("peers.py", import.meta.url), "utf8");
    for (const { name } of workloads) expect(script).toContain(`@workload\ndef ${name}(problem):`);
  });
});

describe("the command line", () => {
  test("--help explains the ratio and lists the workloads", async () => {
    const { code, printed } = await runBench(["--help"], undefined, workloads);
    expect(code).toBe(0);
    expect(printed).toContain("ratio is peerSeconds / seconds: above 1 we are faster");
    for (const { name, summary } of workloads) expect(printed).toMatch(new RegExp(`${name} +${summary}`));
  });

  test.each([
    [["normals_1e6"], /^unknown workload "normals_1e6"; nearest: normals_1e7/],
    [["--jsno"], /^There is no flag --jsno\. Nearest: --json\.$/],
    [["--repetitions"], /^The flag --repetitions needs a value\.$/],
    [["--repetitions=0"], /^--repetitions needs a whole number from 1 to 9999, got "0"$/],
    [["--json=yes"], /^The flag --json takes no value\.$/],
  ])("%j is refused", async (words, message) => {
    const refused = runBench(words, undefined, workloads);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
  });
});

test("the median of an even number is the mean of the middle two", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test("a mixture fit does the iterations asked for on the same data each time", async () => {
  const size = { rows: 300, columns: 2, components: 3, iterations: 4 };
  const [one, other] = [await mixtureFit("small", size).prepare(), await mixtureFit("small", size).prepare()];
  expect(one.problem).toEqual(other.problem);
  expect(await one.run()).toBe(await other.run());
  expect(one.problem).toMatchObject({ columns: 2, components: 3, iterations: 4 });
});

test("blobs lie around their centres with unit variance", () => {
  const { points, centres } = drawBlobs(20_000, 2, 1, createRandom("blobs"));
  for (const column of [0, 1]) {
    const residuals = Array.from(
      { length: points.rows },
      (_, r) => points.values[2 * r + column]! - centres[0]![column]!,
    );
    const mean = residuals.reduce((sum, x) => sum + x, 0) / points.rows;
    const variance = residuals.reduce((sum, x) => sum + x * x, 0) / points.rows;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(points.rows));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / points.rows));
  }
});

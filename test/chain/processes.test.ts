import { type ChildProcess, execFile, fork } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createRandom } from "../../lib/random/create-random";
import { compiledLibrary } from "./helpers";

const script = join(__dirname, "fixtures/checkpointed-chain.cjs");
const execute = promisify(execFile);

/**
 * Runs the script; kills it as soon as it has done `killAfter` more generations than it began with. Gives what it
 * printed, and how far it was when it first and last reported.
 */
async function run(folder: string, workers: string, measured: string, killAfter = Infinity) {
  const child = fork(script, [folder, workers, measured, folder === "-" ? "0" : "2"], { silent: true });
  let output = "";
  let [begun, reached]: (number | undefined)[] = [];
  child.stdout!.on("data", (text) => (output += text));
  child.stderr!.on("data", (text) => (output += text));
  child.on("message", (done: number) => {
    begun ??= done;
    reached = done;
    if (done - begun >= killAfter) child.kill("SIGKILL");
  });
  const killed = await ended(child);
  return { output: output.trim(), killed, begun, reached };
}

function ended(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => child.on("close", (_, signal) => resolve(signal === "SIGKILL")));
}

test.each([
  ["1", "there"],
  ["2", "there"],
  ["2", "here"],
  ["1", "written"],
  ["2", "written"],
  ["1", "in step"],
  ["1", "from a pool"],
  ["2", "from a pool"],
])(
  "killed five times and completed, the records are the same (%s workers, measured %s)",
  async (workers, measured) => {
    const folder = mkdtempSync(join(tmpdir(), "killed-"));
    const random = createRandom("kills").fork(workers + measured);
    try {
      const expected = await run("-", "1", measured === "here" ? "there" : measured);
      expect(expected.output).toMatch(/^[0-9a-f]{64} 604$/);
      let reached = 0;
      for (let kill = 0; kill < 5; kill++) {
        const part = await run(folder, workers, measured, 10 + random.integer(80));
        expect(part.killed).toBe(true);
        // With a save after each generation a kill costs the one under way of each of the four replicates.
        if (measured === "in step") expect(part.begun).toBeGreaterThanOrEqual(reached - 4);
        reached = part.reached!;
      }
      expect(await run(folder, workers, measured)).toMatchObject({ output: expected.output, killed: false });
      expect(readdirSync(folder).every((name) => name.endsWith(".checkpoint"))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** Runs a script against the compiled library, to its own end. */
async function runScript(body: string, ...flags: string[]): Promise<string> {
  const code = `const library = require(${JSON.stringify(compiledLibrary)}); (async () => { ${body} })();`;
  const { stdout } = await execute(process.execPath, [...flags, "-e", code], { timeout: 50_000 });
  return stdout.trim();
}

const settings = `family: library.gaussian(), regime: library.replace, real: { model: { mean: 0, standardDeviation: 1 },
  count: 100 }, random: library.createRandom(1)`;

test("a script ends by itself, on threads too, whether it reads all records, some, or none", async () => {
  const chain = `library.runChain({ ${settings}, generations: 20000, replicates: 60, workers: 2,
    recordedGenerations: [10000, 20000] })`;
  expect(await runScript(`console.log((await ${chain}.collect()).length)`)).toBe("120");
  expect(
    await runScript(`for await (const r of ${chain}) if (r.replicate > 20) break; console.log("left")`),
  ).toBe("left");
  expect(
    await runScript(`const it = ${chain}[Symbol.asyncIterator](); for (let i = 0; i < 60; i++) await it.next();
    console.log("idle")`),
  ).toBe("idle");
});

test("a chain long enough for threads has the same records with 1, 2 and 3 workers", async () => {
  const families = JSON.stringify(join(__dirname, "fixtures/families.cjs"));
  const output = await runScript(
    `const { noisy, drawnMean } = require(${families});
     const slow = require(${families}).slow(2);
     const run = (family, workers) => library.runChain({ ${settings}, family, real: new Float64Array(50).map((_, i) => i),
       generations: 60, replicates: 8, regime: library.anchor(0.2), measure: drawnMean, workers }).collect();
     const equal = require("node:util").isDeepStrictEqual;
     const expected = await run(noisy(), 1);
     console.log(equal(await run(slow, 2), expected), equal(await run(slow, 3), expected), expected.length);`,
  );
  expect(output).toBe("true true 488");
});

test("a chain in a notebook follows the signal of its cell", async () => {
  const output = await runScript(
    `const controller = new AbortController();
     globalThis[Symbol.for("model-collapse.front-end")] = { signal: controller.signal };
     const chain = library.runChain({ ${settings}, generations: 1e9, recordedGenerations: [0] });
     setTimeout(() => controller.abort(new Error("interrupted")), 50);
     await chain.collect().catch((error) => console.log(error.message));`,
  );
  expect(output).toBe("interrupted");
});

test("the memory of a replacing chain does not grow with its generations", async () => {
  const measured = await runScript(
    `const used = () => { gc(); const { heapUsed, external, arrayBuffers } = process.memoryUsage();
       return heapUsed + external; };
     const run = async (generations) => {
       let peak = 0;
       const family = { ...library.gaussian(), origin: undefined, sampleInto: undefined };
       let fits = 0;
       const fit = family.fit;
       family.fit = (data) => { if (++fits % 5000 === 0) peak = Math.max(peak, used()); return fit(data); };
       await library.runChain({ ${settings}, family, generations, recordedGenerations: [generations] }).collect();
       return peak;
     };
     await run(20000);
     console.log(JSON.stringify([await run(20000), await run(200000)]));`,
    "--expose-gc",
  );
  const [short, long] = JSON.parse(measured) as [number, number];
  // One training set more a generation would be 144 MB; the engine itself was seen to add up to 3.5 MB.
  expect(long - short).toBeLessThan(2 ** 23);
});

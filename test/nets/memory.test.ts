import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { finish, finishInTurns } from "../../lib/fitters/finish";
import { fitImageClassifier } from "../../lib/fitters/image-classifier/fit";
import {
  fitAutoencodersTogether,
  fitVariationalAutoencoder,
} from "../../lib/fitters/variational-autoencoder/fit";
import { planOf } from "../../lib/fitters/variational-autoencoder/options";
import { engine } from "../../lib/nets/engine";
import { explainMemory } from "../../lib/nets/out-of-memory";
import { tensorsReady } from "../../lib/nets/ready";
import type { Architecture } from "../../lib/nets/variational/architecture";
import { createRandom } from "../../lib/random/create-random";
import { noiseImages, tiny, tinyConvolutional } from "../fitters/images";
import { aliveTensors, isNative } from "./helpers";

const native = await isNative(
  "Memory of the process in long trainings, and what happens when there is none left",
);

beforeAll(tensorsReady);

const random = createRandom("memory");
const megabytes = () => process.memoryUsage().rss / 2 ** 20;
const tasks = (replicates: number, side = 8) =>
  Array.from({ length: replicates }, (_, replicate) => ({
    data: noiseImages(40, side, side, random.fork(replicate)),
    random: random.fork(replicate),
  }));

describe("training", () => {
  test.each<[Architecture, number, number]>([
    [tiny, 3, 2000],
    [tiny, 1, 200],
    [tinyConvolutional, 2, 200],
  ])(
    "of %j × %d keeps as many tensors through %d steps, and none afterwards",
    (architecture, replicates, steps) => {
      const before = aliveTensors();
      const work = fitAutoencodersTogether(
        planOf({ architecture, steps, batchSize: 8, weightDecay: 0.1 }),
        tasks(replicates),
      );
      work.next();
      const alive = aliveTensors();
      expect(alive).toBeGreaterThan(before);
      for (let step = 1; step < steps; step++) {
        work.next();
        expect(aliveTensors()).toBe(alive);
      }
      expect(work.next().done).toBe(true);
      expect(aliveTensors()).toBe(before);
    },
  );

  test.skipIf(!native)("does not make the process grow", () => {
    const architecture = { kind: "dense", hidden: 16, latent: 4 } as const;
    const work = fitAutoencodersTogether(planOf({ architecture, steps: 2500, batchSize: 32 }), tasks(1, 28));
    for (let step = 0; step < 500; step++) work.next();
    const before = megabytes();
    for (let step = 0; step < 2000; step++) work.next();
    // A single forgotten tensor of a batch's pixels in every step would be 200 MB.
    expect(megabytes() - before).toBeLessThan(150);
    work.return([]);
  });

  test.skipIf(!native)("over and over gives its variables back", () => {
    const plan = planOf({ architecture: { kind: "dense", hidden: 100, latent: 4 }, steps: 1, batchSize: 2 });
    const fits = (count: number) => {
      for (let fit = 0; fit < count; fit++) finish(fitAutoencodersTogether(plan, tasks(1, 28)));
    };
    fits(30);
    const before = megabytes();
    fits(300);
    // Parameters and both moments of a fit that were not freed would be 1.9 MB each time, 570 in all. What the collector has
    // not come to yet may be 100 and does not grow with the number of fits.
    expect(megabytes() - before).toBeLessThan(300);
  });
});

describe("work that does not end frees everything", () => {
  const plan = planOf({ architecture: tiny, steps: 50, batchSize: 8 });

  test("broken off at any step", () => {
    const before = aliveTensors();
    for (const steps of [0, 1, 7]) {
      const work = fitAutoencodersTogether(plan, tasks(2));
      for (let step = 0; step < steps; step++) work.next();
      work.return([]);
      expect(aliveTensors()).toBe(before);
    }
  });

  test("stopped by a signal, or by who is told of the progress", async () => {
    const before = aliveTensors();
    const stop = new AbortController();
    const options = { architecture: tiny, steps: 100_000, batchSize: 8 };
    const onProgress = () => stop.abort(new Error("enough"));
    const fit = fitVariationalAutoencoder(
      tasks(1)[0]!.data,
      { ...options, onProgress, signal: stop.signal },
      random,
    );
    await expect(fit).rejects.toThrow("enough");
    expect(aliveTensors()).toBe(before);
    const failing = finishInTurns(fitAutoencodersTogether(planOf(options), tasks(1)), {
      onProgress: () => {
        throw new Error("no progress bar");
      },
    });
    await expect(failing).rejects.toThrow("no progress bar");
    expect(aliveTensors()).toBe(before);
  });

  test("an error in the middle of a step", () => {
    const before = aliveTensors();
    const work = fitAutoencodersTogether(plan, tasks(2));
    work.next();
    const { data } = tasks(1)[0]!;
    // What a step gathers from is taken away under its hands.
    const failing = fitAutoencodersTogether(plan, [
      { data: { ...data, values: disappearing(data.values, 20) }, random },
    ]);
    expect(() => finish(failing)).toThrow("gone");
    work.return([]);
    expect(aliveTensors()).toBe(before);
  });
});

describe("without memory", () => {
  const remedy =
    /ran out of memory: use a smaller batchSize \((\d+)\) or a smaller architecture\.hidden \((\d+)\)/;

  test.each([
    ["a network", 1e9, 8],
    ["a batch", 8, 1e12],
  ])("%s of impossible size is refused, naming the remedy", async (_, hidden, batchSize) => {
    const before = aliveTensors();
    const options = { architecture: { kind: "dense", hidden, latent: 2 }, steps: 1, batchSize } as const;
    const error: Error = await fitVariationalAutoencoder(tasks(1)[0]!.data, options, random).then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    expect(error.message).toMatch(/^fitVariationalAutoencoder /);
    expect(remedy.exec(error.message)?.slice(1)).toEqual([String(batchSize), String(hidden)]);
    expect(error.cause).toBeInstanceOf(RangeError);
    expect(aliveTensors()).toBe(before);
  });

  test("a classifier of impossible size names its remedy", async () => {
    const data = { images: tasks(1)[0]!.data, labels: new Int32Array(40) };
    await expect(fitImageClassifier(data, { classes: 2, steps: 1, hidden: 1e9 }, random)).rejects.toThrow(
      /^fitImageClassifier ran out of memory: use a smaller batchSize \(64\) or hidden \(1000000000\) \(/,
    );
  });

  test("what the engines say is understood, anything else is left as it is", () => {
    const said = [
      "Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[4,5] and type float",
      "Array buffer allocation failed",
      "Invalid typed array length: 99999999999",
    ];
    for (const message of said) {
      const cause = new Error(message);
      const error = explainMemory("fitSomething", "fewer rows", cause) as Error;
      expect(error.message).toBe(
        `fitSomething ran out of memory: use fewer rows (${message.split("Message: ").at(-1)})`,
      );
      expect(error.cause).toBe(cause);
    }
    const other = new Error("Invalid TF_Status: 3\nMessage: Incompatible shapes");
    expect(explainMemory("fitSomething", "fewer rows", other)).toBe(other);
    expect(explainMemory("fitSomething", "fewer rows", "a string")).toBe("a string");
  });

  const library = join(__dirname, "../../lib/dist");
  const limits = process.platform === "linux" && native;
  if (native && !limits)
    console.warn("SKIPPED: TensorFlow without memory, for which a process is limited on Linux only");

  test.skipIf(!limits)("TensorFlow's refusal in a step is explained, and the process can go on", () => {
    if (!existsSync(library)) throw new Error("npm run build first: processes run the compiled library");
    const script = join(__dirname, "fixtures/limited-memory.cjs");
    const used = Number(execFileSync(process.execPath, [script, library], { encoding: "utf8" }));
    // Room for the process as it stands and for a batch, not for what the network computes of it.
    const command = `ulimit -v ${Math.ceil(used / 1024) + 500_000}; exec "$0" "$1" "$2" 1000 40000`;
    const [message, ...rest] = execFileSync("sh", ["-c", command, process.execPath, script, library], {
      encoding: "utf8",
    }).split("\n");
    expect(remedy.exec(message!)?.slice(1)).toEqual(["40000", "1000"]);
    expect(message).toContain("(OOM when allocating tensor with shape[1,40000,");
    expect(rest).toEqual(["0 tensors", "fits again", ""]);
  });
});

/** Numbers that are there `times` times. */
function disappearing(values: Float32Array, times: number): Float32Array {
  let left = times;
  return new Proxy(values, {
    get(target, name) {
      if (name === "subarray" && left-- === 0) throw new Error("gone");
      const found = Reflect.get(target, name, target);
      return typeof found === "function" ? found.bind(target) : found;
    },
  });
}

test("the engine holds nothing of this file", () => {
  expect(engine().memory().numTensors).toBe(0);
});

import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backendNames, engines, hasNative, inProcess, installedEngine } from "./engine-process";

const choose = (name: string) => ({ MODEL_COLLAPSE_BACKEND: name, MODEL_COLLAPSE_TENSORFLOW: "" });

describe.each(engines)("the engine %s", (name) => {
  test("computes, says what it is, and prints nothing", async () => {
    const { result, printed } = await inProcess(
      "return [tf.backendName, tf.getBackend(), tf.backendDescription, [...tf.tensor1d([1, 2]).add(1).dataSync()]];",
      { ...choose(name), NODE_OPTIONS: "--throw-deprecation" },
    );
    const description = {
      native: expect.stringMatching(/^TensorFlow 2\.\d+/),
      wasm: "WebAssembly",
      cpu: "plain JavaScript",
    };
    expect(result).toEqual([backendNames[name], backendNames[name], description[name], [2, 3]]);
    expect(printed).toBe("");
  });

  test("computes gradients of what embeddings and convolutions are made of", async () => {
    const { result } = await inProcess(
      `const rows = tf.tensor1d([0, 0, 1], "int32");
       const embedding = tf.grad((table) => tf.gather(table, rows).sum())(tf.ones([3, 2]));
       const filter = tf.grad((f) => tf.conv2d(tf.ones([1, 4, 4, 1]), f, 1, "same").sum())(tf.ones([2, 2, 1, 1]));
       const product = tf.einsum("ij,jk->ik", tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[0, 1], [1, 0]]));
       return [embedding, filter, product].map((tensor) => [...tensor.dataSync()]);`,
      choose(name),
    );
    expect(result).toEqual([
      [2, 2, 1, 1, 0, 0],
      [16, 12, 12, 9],
      [2, 1, 4, 3],
    ]);
  });

  test("keeps no memory over 600 training steps", async () => {
    const { result } = await inProcess<{ tensors: number[]; bytes: number[] }>(
      `require("node:v8").setFlagsFromString("--expose-gc");
       const collect = require("node:vm").runInNewContext("gc");
       const size = ${name === "native" ? 256 : 32};
       const rate = tf.train.adam(0.01);
       const weights = tf.variable(tf.zeros([size, size])), data = tf.ones([size, size]);
       const step = () => tf.tidy(() => { rate.minimize(() => data.matMul(weights).sub(1).square().mean()); });
       const seen = { tensors: [], bytes: [] };
       for (let i = 1; i <= 600; i++) {
         step();
         if (i % 200 !== 0) continue;
         collect();
         seen.tensors.push(tf.memory().numTensors);
         seen.bytes.push(process.memoryUsage().rss);
       }
       return seen;`,
      choose(name),
    );
    expect(new Set(result.tensors).size).toBe(1);
    // One lost gradient a step, 256 KB on the native engine, would be 100 MB.
    expect(result.bytes[2] - result.bytes[0]).toBeLessThan(30e6);
  });

  test("works in two worker threads at once, without a word", async () => {
    const worker = `
      const { parentPort } = require("node:worker_threads");
      const tf = require("@tensorflow/tfjs-node");
      parentPort.postMessage(tf.ones([8, 8]).matMul(tf.ones([8, 8])).sum().dataSync()[0]);`;
    const { result, printed } = await inProcess(
      `const { Worker } = require("node:worker_threads");
       const run = () => new Promise((done, fail) => {
         const worker = new Worker(${JSON.stringify(worker)}, { eval: true });
         worker.on("error", fail).on("message", (sum) => worker.terminate().then(() => done(sum)));
       });
       return Promise.all([run(), run()]);`,
      { ...choose(name), TF_CPP_MIN_LOG_LEVEL: undefined },
    );
    expect(result).toEqual([512, 512]);
    expect(printed).toBe("");
  });
});

test("importing the library does not load tensors", async () => {
  const { result } = await inProcess<number[]>(
    "return [before > 0, Object.keys(require.cache).some((file) => file.includes('tfjs'))];",
    choose("cpu"),
    `const library = require("model-collapse");
     const before = Object.keys(require.cache).filter((file) => file.includes("tfjs")).length;`,
  );
  expect(result).toEqual([false, true]);
});

describe("the choice", () => {
  test("an unknown engine is refused with the names there are", async () => {
    const { printed } = await inProcess("", choose("gpu"));
    expect(printed).toContain(
      'RangeError: MODEL_COLLAPSE_BACKEND names "gpu", which is no engine: choose one of native, wasm, cpu, or unset it',
    );
  });

  test("without a choice it is the best there is, with the reason when that is not the native one", async () => {
    const { result } = await inProcess<[string, string]>(
      "return [tf.backendName, tf.backendReason];",
      choose(""),
    );
    expect(result).toEqual(
      hasNative ? ["tensorflow", ""] : ["wasm", expect.stringMatching(/^no native engine: ./)],
    );
  });

  test("what was asked for is the reason", async () => {
    const { result } = await inProcess("return tf.backendReason;", choose("cpu"));
    expect(result).toBe("MODEL_COLLAPSE_BACKEND asks for cpu");
  });

  test("without WebAssembly plain JavaScript computes", async () => {
    const { result } = await inProcess(
      `return [tf.backendName, tf.backendReason, tf.ones([2]).sum().dataSync()[0]];`,
      { ...choose(""), NODE_OPTIONS: `--require ${join(__dirname, "bare-machine.cjs")}` },
    );
    const reason =
      "no native engine: it is not installed: run npm run setup; no WebAssembly: this Node runs without it";
    expect(result).toEqual(["cpu", reason, 2]);
  });

  test("WebAssembly leaves the process's own handling of errors as it was", async () => {
    const { result } = await inProcess(
      `return ["uncaughtException", "unhandledRejection"].map((event) => process.listenerCount(event));`,
      choose("wasm"),
    );
    expect(result).toEqual([0, 0]);
  });
});

describe.runIf(hasNative)("the native engine", () => {
  const loadedFrom = `
    const maps = require("node:fs").readFileSync("/proc/self/maps", "utf8");
    const folders = [...maps.matchAll(/(\\/\\S+)\\/libtensorflow_\\w+\\.so\\.2/g)].map((match) => match[1]);
    return [tf.backendName, tf.ones([4]).sum().dataSync()[0], ...new Set(folders)];`;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "libraries-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.runIf(process.platform === "linux")("takes the libraries in MODEL_COLLAPSE_TENSORFLOW", async () => {
    const own = join(folder, "own");
    cpSync(join(installedEngine, "deps/lib"), own, { recursive: true });
    const { result, printed } = await inProcess(loadedFrom, {
      ...choose(""),
      MODEL_COLLAPSE_TENSORFLOW: own,
    });
    expect(result).toEqual(["tensorflow", 4, own]);
    expect(printed).toBe("");
    rmSync(own, { recursive: true });
  });

  test.runIf(process.platform === "linux").each([
    ["a folder that does not exist", "nowhere", /nowhere\/libtensorflow_framework\.so\.2 does not exist$/],
    ["libraries that cannot be loaded", "damaged", /damaged\/libtensorflow_cc\.so\.2: file too short$/],
    ["libraries of something else", "other", /loader\.node does not hold TensorFlow's C interface$/],
  ])("goes on with its own after %s, with one line", async (_, name, message) => {
    for (const [made, library] of [
      ["damaged", undefined],
      ["other", join(installedEngine, "lib/loader.node")],
    ] as const) {
      rmSync(join(folder, made), { recursive: true, force: true });
      cpSync(join(installedEngine, "lib/loader.node"), join(folder, made, "libtensorflow_framework.so.2"));
      if (library) symlinkSync(library, join(folder, made, "libtensorflow_cc.so.2"));
      else writeFileSync(join(folder, made, "libtensorflow_cc.so.2"), "damaged");
    }
    const { result, printed } = await inProcess(loadedFrom, {
      ...choose(""),
      MODEL_COLLAPSE_TENSORFLOW: join(folder, name),
    });
    expect(result).toEqual(["tensorflow", 4, join(installedEngine, "deps/lib")]);
    expect(printed.trim().split("\n")).toEqual([
      expect.stringMatching(/^MODEL_COLLAPSE_TENSORFLOW is left out/),
    ]);
    expect(printed.trim()).toMatch(message);
  });

  test("shared by several clones has the core of the one that asks", async () => {
    const clone = join(folder, "clone");
    for (const part of ["dist", "lib", "node_modules"]) {
      cpSync(join(installedEngine, part), join(clone, "engine", part), { recursive: true });
    }
    symlinkSync(join(installedEngine, "deps"), join(clone, "engine/deps"));
    const core = join(clone, "node_modules/@tensorflow/tfjs-core/index.js");
    mkdirSync(dirname(core), { recursive: true });
    writeFileSync(core, 'throw new Error("a second core")');
    symlinkSync(join(clone, "engine"), join(folder, "shared"));
    const { result, printed } = await inProcess(
      `const load = (name) => require("./lib/nets/tensorflow/" + name);
       load("native.js").startNative(load("library.js"), ${JSON.stringify(join(folder, "shared"))});
       return [tf.getBackend(), tf.ones([4]).sum().dataSync()[0]];`,
      choose("cpu"),
    );
    expect(printed).toBe("");
    expect(result).toEqual(["tensorflow", 4]);
  });

  test("asked for and missing it says so, with the remedy", async () => {
    const { printed } = await inProcess("", {
      ...choose("native"),
      NODE_OPTIONS: `--require ${join(__dirname, "bare-machine.cjs")}`,
    });
    expect(printed).toMatch(
      /MODEL_COLLAPSE_BACKEND asks for native, which cannot start: it is not installed: run npm run setup\. Run npm run setup -- --native, or unset it/,
    );
  });

  test.runIf(process.platform === "linux")("keeps to the threads in TF_NUM_INTRAOP_THREADS", async () => {
    const product = `
      const matrix = tf.ones([600, 600]);
      for (let i = 0; i < 5; i++) matrix.matMul(matrix).dataSync();
      return require("node:fs").readdirSync("/proc/self/task").length;`;
    const threads = async (count: number) => {
      const settings = { TF_NUM_INTRAOP_THREADS: String(count), TF_NUM_INTEROP_THREADS: "1" };
      return (await inProcess<number>(product, { ...choose("native"), ...settings })).result;
    };
    expect((await threads(6)) - (await threads(1))).toBeGreaterThanOrEqual(4);
  });

  test("is whole: each file is as long as its stamp says", () => {
    expect(readdirSync(join(installedEngine, "deps/lib")).length).toBeGreaterThan(0);
    const { files } = require(join(installedEngine, "stamp.json"));
    expect(Object.keys(files)).toContain("lib/napi-v8/tfjs_binding.node");
  });
});

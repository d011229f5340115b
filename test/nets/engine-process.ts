import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const repository = resolve(__dirname, "../..");

export type EngineName = "native" | "wasm" | "cpu";

const { nativeFolder } = require("../../lib/nets/tensorflow/native-folder.js") as {
  nativeFolder: (root?: string) => string;
};

/** Where set-up puts the native engine of this machine. */
export const installedEngine: string = nativeFolder();

/** Whether the native engine is there; says loudly what is not tested without it. */
export const hasNative: boolean = existsSync(join(installedEngine, "stamp.json"));
if (!hasNative) {
  console.warn(
    "SKIPPED: tests of the native tensor engine, which is not installed: npm run setup -- --native",
  );
}

/** The engines that this machine has. */
export const engines: readonly EngineName[] = hasNative ? ["native", "wasm", "cpu"] : ["wasm", "cpu"];

/** The name that TensorFlow.js has for each. */
export const backendNames = { native: "tensorflow", wasm: "wasm", cpu: "cpu" } as const;

export interface ProcessRun<Result> {
  /** What the body returned; undefined when it threw, or the library could not be loaded. */
  readonly result: Result;
  readonly printed: string;
}

/**
 * Runs an async function's body in a process of its own, with `tf` the tensor library as it is when it has been
 * loaded. `first` comes before that.
 */
export function inProcess<Result>(
  body: string,
  environment: NodeJS.ProcessEnv = {},
  first = "",
): Promise<ProcessRun<Result>> {
  const script = `
    ${first}
    const tf = require("@tensorflow/tfjs-node");
    (async () => { ${body} })().then((result) => process.send(result), (error) => console.error(error.message));`;
  const child = spawn(process.execPath, ["-e", script], {
    cwd: repository,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let printed = "";
  let result: Result;
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  child.on("message", (message) => {
    result = message as Result;
  });
  return new Promise((done) => child.on("close", () => done({ result, printed })));
}

import fs from "node:fs";
import path from "node:path";
import { Failure } from "../failure.mjs";
import { fetchBinding, layOutScripts } from "./binding.mjs";
import { checkSpace } from "./files.mjs";
import { Obstacle, runOrStop } from "./obstacle.mjs";
import { fetchFromUpstream } from "./upstream.mjs";
import { buildFromWheel } from "./wheel.mjs";

/**
 * The ways to the engine in the order of trust: PyPI's libraries, whose digest is known, before upstream's own build,
 * which has none. The second is for machines that the first does not reach.
 */
const ways = { wheel: buildFromWheel, upstream: fetchFromUpstream };

/** Starts the engine in `building` in a process of its own and computes with it: returns TensorFlow's version. */
async function tryEngine(root, building) {
  const script = path.join(root, "lib/nets/tensorflow/try-native.js");
  const output = await runOrStop("Trying the native engine", process.execPath, [script, building], {
    what: "starting the native engine",
    cwd: root,
    env: { ...process.env, MODEL_COLLAPSE_TENSORFLOW: "" },
  });
  return output.trim();
}

/** Writes down what the engine was made of, and how long its files are. */
function writeStamp(building, made, version) {
  const names = fs
    .readdirSync(path.join(building, "deps/lib"))
    .map((name) => `deps/lib/${name}`)
    .concat(["lib/napi-v8/tfjs_binding.node", "lib/loader.node", "dist/nodejs_kernel_backend.js"])
    .filter((name) => fs.existsSync(path.join(building, name)));
  const files = Object.fromEntries(names.map((name) => [name, fs.statSync(path.join(building, name)).size]));
  const stamp = { version, ...made, files };
  fs.writeFileSync(path.join(building, "stamp.json"), `${JSON.stringify(stamp, null, 2)}\n`);
}

async function tryWay(name, context) {
  const { root, building } = context;
  for (const folder of ["deps", "lib"]) {
    fs.rmSync(path.join(building, folder), { recursive: true, force: true });
    fs.mkdirSync(path.join(building, folder), { recursive: true });
  }
  const made = await ways[name](context);
  layOutScripts(context);
  const version = await tryEngine(root, building);
  writeStamp(building, { way: name, ...made }, version);
}

/**
 * Makes the engine in the folder `building`. Takes about 20 s and 207 MB from PyPI, once.
 *
 * @throws Obstacle with the reasons when there is no way to it
 */
export async function buildNative(root, building) {
  const recipe = JSON.parse(fs.readFileSync(path.join(root, "lib/nets/tensorflow/recipe.json"), "utf8"));
  const work = path.join(building, "work");
  fs.mkdirSync(work, { recursive: true });
  checkSpace(building);
  const context = { root, building, work, recipe, machine: `${process.platform}-${process.arch}` };
  const reasons = [];
  context.source = await fetchBinding(context);
  for (const name of Object.keys(ways)) {
    try {
      await tryWay(name, context);
      fs.rmSync(work, { recursive: true, force: true });
      return;
    } catch (error) {
      if (error instanceof Failure) throw error;
      reasons.push(error.message);
      if (error.final) break;
    }
  }
  throw new Obstacle(reasons.join("; "));
}

import fs from "node:fs";
import path from "node:path";
import { compile } from "./compile.mjs";
import { Obstacle } from "./obstacle.mjs";
import { fetchWheel, unpackWheel } from "./pip.mjs";
import { findPip } from "./python.mjs";

const libraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];

/** The folders of the wheel with the headers that the binding includes. */
const headers = ["tensorflow/c/", "tensorflow/core/platform/", "tsl/c/", "tsl/platform/"];

/** Compiles upstream's binding against the libraries in TensorFlow's own wheel. */
export async function buildFromWheel(context) {
  const { work, building, recipe, machine } = context;
  const wheels = recipe.wheels[machine];
  if (!wheels) throw new Obstacle(`TensorFlow's wheels are used on Linux only, and this is ${machine}`);
  const python = await findPip(work);
  const wheel = await fetchWheel({ python, work }, wheels.libraries, "Downloading TensorFlow");
  const folder = path.join(work, "tensorflow");
  const beginnings = libraries.map((name) => `tensorflow/${name}`);
  const included = headers.map((name) => `tensorflow/include/${name}`);
  await unpackWheel(python, wheel, folder, beginnings.concat(included), "Unpacking TensorFlow");
  fs.mkdirSync(path.join(building, "deps/lib"), { recursive: true });
  for (const name of libraries) {
    fs.renameSync(path.join(folder, "tensorflow", name), path.join(building, "deps/lib", name));
  }
  const compiler = await compile({ ...context, python, include: path.join(folder, "tensorflow/include") });
  return {
    wheel: `${wheels.libraries.name} ${wheels.libraries.version}`,
    sha256: wheels.libraries.sha256,
    compiler,
  };
}

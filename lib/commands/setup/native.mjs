import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { conditionsHere } from "./native/conditions.mjs";

const { nativeFolder, nativeHome, readRefusal, refusalFile } = createRequire(import.meta.url)(
  "../../nets/tensorflow/native-folder.js",
);

/** Whether `folder` holds an engine whose files are as long as they were when it was finished. */
function isWhole(folder) {
  const stamp = path.join(folder, "stamp.json");
  if (!fs.existsSync(stamp)) return false;
  const { files } = JSON.parse(fs.readFileSync(stamp, "utf8"));
  return Object.entries(files).every(([name, size]) => {
    const file = path.join(folder, name);
    return fs.existsSync(file) && fs.statSync(file).size === size;
  });
}

/** Whether somebody asked for another engine, for which nothing has to be fetched. */
const isUnwanted = () => ["wasm", "cpu"].includes(process.env.MODEL_COLLAPSE_BACKEND);

/**
 * Whether there is nothing to do about the native engine: it is there, or unwanted, or could not be had under the
 * conditions that still hold.
 */
export function isNativeSettled(root) {
  if (isUnwanted() || isWhole(nativeFolder(root))) return true;
  const refusal = readRefusal(root);
  return refusal !== undefined && refusal.conditions === conditionsHere();
}

/** Forgets that the native engine could not be had. */
export function forgetRefusal(root) {
  fs.rmSync(refusalFile(root), { force: true });
}

/** Removes what earlier set-ups left: unfinished folders, and engines of other recipes. */
function removeOthers(root) {
  const home = nativeHome(root);
  const machine = `${process.platform}-${process.arch}-`;
  const current = path.basename(nativeFolder(root));
  for (const name of fs.readdirSync(home)) {
    const isOld = name.startsWith(machine) && name !== current;
    if (isOld || name.startsWith("building-"))
      fs.rmSync(path.join(home, name), { recursive: true, force: true });
  }
}

function keepRefusal(root, reason) {
  const refusal = {
    folder: path.basename(nativeFolder(root)),
    conditions: conditionsHere(),
    reason,
    date: new Date().toISOString(),
  };
  fs.writeFileSync(refusalFile(root), `${JSON.stringify(refusal, null, 2)}\n`);
}

const sayRefusal = (reason) =>
  console.error(`Tensors: WebAssembly instead of native TensorFlow, because ${reason}. See npm run doctor.`);

/**
 * Installs the native engine; call it with the lock held. It never fails: what went wrong is said in one line and kept
 * for `npm run doctor`, and WebAssembly computes. Only an interruption is passed on.
 */
export async function installNative(root) {
  const home = nativeHome(root);
  const building = path.join(home, `building-${process.pid}`);
  try {
    fs.mkdirSync(home, { recursive: true });
    removeOthers(root);
    const { buildNative } = await import("./native/build.mjs");
    await buildNative(root, building);
    fs.rmSync(nativeFolder(root), { recursive: true, force: true });
    fs.renameSync(building, nativeFolder(root));
    forgetRefusal(root);
  } catch (error) {
    if (error instanceof Failure && error.message === "") throw error;
    sayRefusal(error.message);
    keepRefusal(root, error.message);
  } finally {
    fs.rmSync(building, { recursive: true, force: true });
  }
}

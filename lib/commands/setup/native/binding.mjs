import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { cleanEnvironment, npmCommand } from "../install.mjs";
import { Obstacle, runOrStop } from "./obstacle.mjs";
import { untar } from "./untar.mjs";

/** Refuses a file that is not what the recipe knows. `expected` is written as in lock files: "sha512-…". */
function checkIntegrity(file, expected) {
  const [algorithm] = expected.split("-");
  const found = `${algorithm}-${createHash(algorithm).update(fs.readFileSync(file)).digest("base64")}`;
  if (found === expected) return;
  throw new Obstacle(`${path.basename(file)} has the digest ${found} where ${expected} was expected`, true);
}

/**
 * Fetches the upstream package, its own install script left aside, and returns the folder that it is unpacked to. It is
 * no dependency of ours, because its script would fail the installation where upstream's host cannot be reached.
 */
export async function fetchBinding({ work, recipe }) {
  const { name, version, integrity } = recipe.binding;
  const [command, first] = npmCommand();
  const options = [
    "--ignore-scripts",
    "--no-update-notifier",
    "--loglevel=error",
    "--pack-destination",
    work,
  ];
  await runOrStop(
    "Fetching the TensorFlow binding",
    command,
    first.concat("pack", `${name}@${version}`, options),
    {
      what: `fetching ${name} ${version}`,
      cwd: work,
      env: cleanEnvironment(),
      shell: process.platform === "win32" && command === "npm.cmd",
    },
  );
  const tarball = fs.readdirSync(work).find((file) => file.endsWith(".tgz"));
  checkIntegrity(path.join(work, tarball), integrity);
  untar(path.join(work, tarball), work);
  return path.join(work, "package");
}

/**
 * Puts the upstream package's JavaScript into place: the kernels. Two modules that it asks for are left empty: the whole
 * of TensorFlow.js, which the seam fills in, and the messages of TensorBoard's summaries, which nothing here writes.
 */
export function layOutScripts({ source, building }) {
  const isNeeded = (file) => !/_test\.js$|\.d\.ts$/.test(file);
  for (const name of ["kernels", "register_all_kernels.js", "nodejs_kernel_backend.js", "int64_tensors.js"]) {
    const from = path.join(source, "dist", name);
    fs.cpSync(from, path.join(building, "dist", name), { recursive: true, filter: isNeeded });
  }
  const empty = ["dist/proto/api_pb.js", "node_modules/@tensorflow/tfjs/index.js"];
  for (const name of empty) {
    fs.mkdirSync(path.dirname(path.join(building, name)), { recursive: true });
    fs.writeFileSync(path.join(building, name), "module.exports = {};\n");
  }
}

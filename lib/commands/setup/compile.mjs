import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { runStep } from "./step.mjs";

const stampFile = (root) => path.join(root, "lib", "dist", ".setup");

/** All files below `folder`, relative to it, in order; without `skip`. */
function filesBelow(folder, skip, prefix = "") {
  const found = [];
  const entries = fs.readdirSync(path.join(folder, prefix), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = prefix + entry.name;
    if (entry.isDirectory() && !skip.includes(entry.name))
      found.push(...filesBelow(folder, skip, `${name}/`));
    else if (entry.isFile()) found.push(name);
  }
  return found;
}

const sourcesOf = (root) =>
  filesBelow(path.join(root, "lib"), ["dist", "node_modules"]).filter((name) => name.endsWith(".ts"));

const isCompiledTo = (name) => !name.endsWith(".d.ts");

/** Digest of everything that decides the output: sources, options, the compiler. */
function digest(root, sources) {
  const hash = createHash("sha256");
  const others = ["tsconfig.json", "node_modules/typescript/package.json"];
  for (const name of others.concat(sources.map((source) => `lib/${source}`))) {
    hash.update(`${name}\n`).update(fs.readFileSync(path.join(root, name)));
  }
  return hash.digest("hex");
}

function hasOutputs(root, sources) {
  const output = (name) => path.join(root, "lib", "dist", name.replace(/\.ts$/, ".js"));
  return sources.filter(isCompiledTo).every((name) => fs.existsSync(output(name)));
}

/** Whether lib/dist was made from the sources as they are now. */
export function isCompiled(root) {
  if (!fs.existsSync(stampFile(root))) return false;
  const sources = sourcesOf(root);
  return hasOutputs(root, sources) && fs.readFileSync(stampFile(root), "utf8") === digest(root, sources);
}

/**
 * Dates the stamp anew, for kernels that compare times: sources can be younger than the library and yet the same, as
 * after a change of branches and back. A folder that cannot be written to is nobody's to change.
 */
export function confirmCompiled(root) {
  const now = new Date();
  try {
    fs.utimesSync(stampFile(root), now, now);
  } catch (error) {
    if (!["EROFS", "EACCES", "EPERM"].includes(error.code)) throw error;
  }
}

/** Removes what was compiled from sources that are gone. */
function removeStale(root, sources) {
  const dist = path.join(root, "lib", "dist");
  const kept = new Set(sources.filter(isCompiledTo).map((name) => name.slice(0, -".ts".length)));
  for (const name of filesBelow(dist, [])) {
    const compiled = /^(.*)\.(?:js|js\.map|d\.ts)$/.exec(name);
    if (compiled && !kept.has(compiled[1])) fs.unlinkSync(path.join(dist, name));
  }
}

/** Compiles lib/ to lib/dist with the project's own TypeScript (node_modules/.bin/tsc is tslab's). */
export async function compile(root) {
  const sources = sourcesOf(root);
  const current = digest(root, sources);
  // The compiler's own record says that outputs exist; without it they are all written again.
  if (fs.existsSync(path.join(root, "lib/dist")) && !hasOutputs(root, sources)) {
    fs.rmSync(path.join(root, "lib/dist/.tsbuildinfo"), { force: true });
  }
  const compiler = path.join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [compiler, "-p", "tsconfig.json", "--pretty", "false"];
  const result = await runStep("Compiling the library", process.execPath, args, { cwd: root });
  if (result.code !== 0) {
    throw new Failure(
      `The library does not compile: mend the errors below, then run the same command again.\n\n${result.output.trim()}`,
    );
  }
  removeStale(root, sources);
  fs.writeFileSync(stampFile(root), current);
}

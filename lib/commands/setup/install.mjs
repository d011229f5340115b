import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Failure, remedyForOutput } from "./failure.mjs";
import { runStep } from "./step.mjs";

const stampFile = (root) => path.join(root, "node_modules", ".model-collapse-setup");

/** Every file that decides what has to be installed. */
function manifests(root) {
  const names = ["package.json", "package-lock.json", "lib/package.json", "lib/nets/tensorflow/package.json"];
  return names.map((name) => path.join(root, name)).filter((file) => fs.existsSync(file));
}

function digest(root) {
  const hash = createHash("sha256");
  for (const file of manifests(root))
    hash.update(`${path.relative(root, file)}\n`).update(fs.readFileSync(file));
  return hash.digest("hex");
}

/** Whether what lies in node_modules is what package-lock.json asks for, by npm's own record of it. */
function recordAgrees(root) {
  const lockFile = path.join(root, "package-lock.json");
  const recordFile = path.join(root, "node_modules", ".package-lock.json");
  if (!fs.existsSync(lockFile) || !fs.existsSync(recordFile)) return false;
  const wanted = JSON.parse(fs.readFileSync(lockFile, "utf8")).packages;
  const present = JSON.parse(fs.readFileSync(recordFile, "utf8")).packages;
  return Object.keys(wanted).every((name) => {
    const { link, optional, version, integrity } = wanted[name];
    if (!name.includes("node_modules/")) return true; // the project itself and its workspaces
    if (!present[name]) return Boolean(optional); // a package for another platform
    return link || (present[name].version === version && present[name].integrity === integrity);
  });
}

/** Whether node_modules belongs to the manifests; an installation made by hand counts, too. */
export function isInstalled(root) {
  const stamp = stampFile(root);
  const current = digest(root);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === current) return true;
  if (!recordAgrees(root)) return false;
  fs.writeFileSync(stamp, current);
  return true;
}

/** How to start npm: the one that is running us, if any, else the one on the path. */
export function npmCommand() {
  const running = process.env.npm_execpath || "";
  if (/[\\/]npm-cli\.c?js$/.test(running)) return [process.execPath, [running]];
  return [process.platform === "win32" ? "npm.cmd" : "npm", []];
}

/** The environment without the settings of the npm command that called us, such as `--workspace`. */
export function cleanEnvironment() {
  const callers = /^npm_config_(workspaces?|include_workspace_root|global|omit|production|json|dry_run)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !callers.test(name)));
}

/** Installs what package-lock.json lists, development packages included: the compiler is one of them. */
export async function install(root) {
  const verb = fs.existsSync(path.join(root, "package-lock.json")) ? "ci" : "install";
  const options = ["--include=dev", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  const current = digest(root);
  const [command, first] = npmCommand();
  const result = await runStep(`Installing packages (npm ${verb})`, command, first.concat(verb, options), {
    cwd: root,
    // The package's own postinstall would wait for the lock that we hold.
    env: Object.assign(cleanEnvironment(), { MODEL_COLLAPSE_SETUP: "running" }),
    shell: process.platform === "win32" && command === "npm.cmd",
  });
  if (result.missing)
    throw new Failure("npm was not found: install it (it comes with Node), then run the same command again.");
  if (result.code !== 0) {
    const remedy = remedyForOutput(result.output, root);
    const said = result.output.trim().split("\n");
    // Where the remedy is known, npm's first lines are enough; the rest is its stack.
    throw new Failure(
      remedy
        ? `npm ${verb} failed. ${remedy}\n\n${said.slice(0, 4).join("\n")}`
        : `npm ${verb} failed. npm said:\n\n${said.join("\n")}`,
    );
  }
  fs.mkdirSync(path.dirname(stampFile(root)), { recursive: true });
  fs.writeFileSync(stampFile(root), verb === "ci" ? current : digest(root));
}

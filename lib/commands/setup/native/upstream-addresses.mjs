import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Obstacle } from "./obstacle.mjs";

/** What upstream's scripts load to download and to speak; none of it is needed for the addresses. */
const unneeded = ["rimraf", "./resources", "./get-addon-name.js"];

/** Runs one of upstream's install scripts, with its last call taken away, for the value of `result`. */
function ask(folder, script, result) {
  const file = path.join(folder, "scripts", script);
  const load = createRequire(file);
  const idle = () => undefined;
  const surroundings = {
    require: (name) => (unneeded.includes(name) ? idle : load(name)),
    module: { exports: {} },
    __dirname: path.dirname(file),
    process: { argv: [], env: process.env },
    console: { log: idle, warn: idle, error: idle },
  };
  const source = fs.readFileSync(file, "utf8").replace(/\nrun\(\);\s*$/, "\n");
  const body = new Function(...Object.keys(surroundings), `${source}\nreturn ${result};`);
  return body(...Object.values(surroundings));
}

/** https, or this very machine, which may hold a copy. */
function requireSafe(address) {
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(hostname)) return address;
  throw new Obstacle(`${address} is not https`, true);
}

/**
 * Where upstream's build for this machine lies, by upstream's own scripts, whose digest was checked with their package.
 * `folder` is that package. They know the variables of the environment for copies elsewhere, too.
 */
export function upstreamAddresses(folder) {
  const { version, binary } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const known = binary.napi_versions.filter((napi) => napi <= Number(process.versions.napi));
  const remote = binary.remote_path
    .replace("{napi_build_version}", Math.max(...known))
    .replace("{version}", version);
  const name = ask(folder, "get-addon-name.js", "addonName");
  return {
    library: requireSafe(ask(folder, "install.js", "getPlatformLibtensorflowUri()")),
    binding: requireSafe(`${binary.host}/${path.posix.normalize(remote)}${name}`),
  };
}

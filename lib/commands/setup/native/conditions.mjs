import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** What the engine is fetched and compiled with. */
const programs = ["python3", "python", "pip3", "uv", "g++", "c++", "clang++", "tar"];

/** The variables that decide what is found, and where. */
const variables =
  /^(PYTHON|CXX|PIP_.*|UV_.*|TFJS_NODE_.*|(https?|all|no)_proxy|(SSL_CERT|NODE_EXTRA_CA)_.*)$/i;

/** The path of `program`, if one of the folders on the path has it. */
export function findProgram(program) {
  const folders = (process.env.PATH || "").split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, program)).find((file) => fs.existsSync(file));
}

/** A digest of what an attempt depends on: as long as it is the same, another attempt would end like the last. */
export function conditionsHere() {
  const found = programs.map((program) => `${program}=${findProgram(program) || ""}`);
  const set = Object.keys(process.env)
    .filter((name) => variables.test(name))
    .sort()
    .map((name) => `${name}=${process.env[name]}`);
  return createHash("sha256").update(found.concat(set).join("\n")).digest("hex");
}

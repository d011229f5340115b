import fs from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";

const numbers = (version) => version.split(".").map(Number);

/** Whether version `a` is older than `b`; both like "20.11.1". */
function isOlder(a, b) {
  const [left, right] = [numbers(a), numbers(b)];
  const differs = right.findIndex((value, i) => left[i] !== value);
  return differs >= 0 && left[differs] < right[differs];
}

/** Refuses a Node older than the `engines` entry of package.json asks for. */
export function checkNode(root, version) {
  const { engines = {} } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  const required = /^>=\s*(\d+(?:\.\d+){0,2})/.exec(engines.node || "");
  if (!required || !isOlder(version, required[1])) return;
  throw new Failure(
    `This project needs Node ${required[1]} or newer; this is Node ${version} (${process.execPath}).\n` +
      "Install a newer one, for example with a version manager (`nvm install 22`, `fnm use 22`), then run the same command again.",
  );
}

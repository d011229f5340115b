import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkBackend } from "../../nets/backend";
import type { Finding } from "./finding";
import { missing, optional, ready } from "./finding";

/** The Node that runs this. */
export function checkNode(): Finding {
  return ready("Node", `${process.versions.node} (${process.execPath})`);
}

/** The installed packages, by npm's own record of them. */
export function checkPackages(root: string): Finding {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return missing("packages", "not installed", "npm run setup");
  const { packages } = JSON.parse(readFileSync(record, "utf8")) as {
    packages: Record<string, { version?: string }>;
  };
  const kernel = packages["node_modules/tslab"]?.version ?? "missing";
  return ready("packages", `${Object.keys(packages).length} installed; tslab ${kernel}`);
}

/** The compiled library. */
export function checkBuild(root: string): Finding {
  const entry = join(root, "lib/dist/index.js");
  if (!existsSync(entry)) return missing("library", "not compiled", "npm run setup");
  return ready(
    "library",
    `compiled ${statSync(entry).mtime.toISOString().slice(0, 16).replace("T", " ")} UTC`,
  );
}

/** What computes tensors; when it is not the fastest that this machine could have, why. */
export async function checkTensors(): Promise<Finding> {
  try {
    const { name, description, reason } = await checkBackend();
    const detail = `${name}: ${description}`;
    if (reason === "" || process.env.MODEL_COLLAPSE_BACKEND)
      return ready("tensors", [detail, reason].filter(Boolean).join("; "));
    return optional(
      "tensors",
      `${detail}; ${reason}`,
      "npm run setup -- --native (tries the native engine again)",
    );
  } catch (error) {
    return missing(
      "tensors",
      (error as Error).message,
      "npm run setup; if that does not help, delete node_modules first",
    );
  }
}

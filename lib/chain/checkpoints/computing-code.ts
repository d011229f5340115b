import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { digestOf } from "../../data/sources/digest-of";
import { checkBackend } from "../../nets/backend";
import { thisAuthor } from "./author";

/** What results depend on beside their settings. */
export interface ComputingCode {
  readonly digest: string;
  /** False when the library's files are no longer those that this process has loaded; the digest is then its own. */
  readonly isCurrent: boolean;
}

let library: ComputingCode | undefined;

/** The library's files alone. */
export function libraryCode(): ComputingCode {
  library ??= readLibrary();
  return library;
}

/**
 * The code that computes in this process: the library's files, the engine of its tensors, and V8, whose functions decide
 * on last digits too. Reads the library, 2 MB, when first called; starts the tensor engine.
 */
export async function computingCode(): Promise<ComputingCode> {
  const { digest: files, isCurrent } = libraryCode();
  const { name, description } = await checkBackend();
  const { v8 } = process.versions;
  const digest = digestOf({ library: files, name, description, v8, platform: process.arch });
  return { digest, isCurrent };
}

function readLibrary(): ComputingCode {
  const root = dirname(createRequire(__filename).resolve("model-collapse/package.json"));
  const compiled = join(root, "dist");
  const isCompiled = __dirname.startsWith(compiled + sep);
  const folders = isCompiled ? [compiled, join(root, "nets", "tensorflow")] : [root];
  const files = [join(root, "package.json"), ...folders.flatMap((folder) => sourcesBelow(folder))].sort();
  const hash = createHash("sha256");
  let latest = 0;
  for (const file of files) {
    hash.update(`${file.slice(root.length)}\n`).update(readFileSync(file));
    latest = Math.max(latest, statSync(file).mtimeMs);
  }
  const isCurrent = latest <= performance.timeOrigin;
  if (!isCurrent) hash.update(thisAuthor().process);
  return { digest: hash.digest("hex"), isCurrent };
}

/** Files of code below a folder, without what is compiled from them and without packages. */
function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === "dist" || entry.name === "node_modules" ? [] : sourcesBelow(path);
    }
    return /(?<!\.d)\.(ts|js|mjs|cc|json)$/.test(entry.name) ? [path] : [];
  });
}

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DataManifest } from "../manifest";

/**
 * The project's folder `data`, found upwards from this file.
 * @throws RangeError when there is none
 */
export function projectDataFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, "data");
    if (existsSync(join(candidate, "manifest.json"))) return candidate;
    if (folder === dirname(folder)) break;
  }
  throw new RangeError(
    `loadDataset needs data/manifest.json in a folder above ${__dirname}, found none. ` +
      "Use model-collapse from a whole copy of the project",
  );
}

/** Every data set the project knows. */
export function readManifest(): DataManifest {
  return JSON.parse(readFileSync(join(projectDataFolder(), "manifest.json"), "utf8")) as DataManifest;
}

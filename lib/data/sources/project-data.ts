import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DataManifest } from "../manifest";

/** The project's root folder, found upwards from this file by its list of data sets; undefined outside a whole copy. */
export function projectFolder(): string | undefined {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "data", "manifest.json"))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * The project's folder `data`, found upwards from this file.
 * @throws RangeError when there is none
 */
export function projectDataFolder(): string {
  const project = projectFolder();
  if (project !== undefined) return join(project, "data");
  throw new RangeError(
    `loadDataset needs data/manifest.json in a folder above ${__dirname}, found none. ` +
      "Use model-collapse from a whole copy of the project",
  );
}

/** Every data set the project knows. */
export function readManifest(): DataManifest {
  return JSON.parse(readFileSync(join(projectDataFolder(), "manifest.json"), "utf8")) as DataManifest;
}

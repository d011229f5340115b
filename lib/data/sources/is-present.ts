import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DataFile } from "../manifest";

/** Whether a folder has a file of a data set, plain or packed. Its digest is checked when it is loaded, not here. */
export function isPresent(folder: string, { path }: DataFile): boolean {
  return existsSync(join(folder, path)) || existsSync(join(folder, `${path}.gz`));
}

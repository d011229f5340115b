import { join } from "node:path";
import type * as TypeScript from "@tslab/typescript-for-tslab";

const topFolder = /^(?:[a-z]:)?\/node_modules(?=\/|$)/i;

/**
 * Lets the compiler find the kernel's own packages from every folder. The search for a package ends at
 * `/node_modules`; where that has no such file, we answer with the kernel's: so a package beside the notebook comes
 * first, as at run time, where NODE_PATH does the same.
 *
 * @param packages The kernel's node_modules folder.
 */
export function fallBackToPackages(system: TypeScript.System, packages: string): void {
  const { fileExists, directoryExists, readFile, getDirectories, realpath } = system;
  const forward = (path: string): string => {
    if (!topFolder.test(path) || fileExists(path) || directoryExists(path)) return path;
    return join(packages, path.replace(topFolder, ""));
  };
  system.fileExists = (path) => fileExists(forward(path));
  system.directoryExists = (path) => directoryExists(forward(path));
  system.readFile = (path, encoding) => readFile(forward(path), encoding);
  system.getDirectories = (path) => getDirectories(forward(path));
  if (realpath) system.realpath = (path) => realpath(forward(path));
}

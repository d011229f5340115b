import { dirname, join } from "node:path";

/**
 * The command line that starts our kernel for a connection file: what a kernelspec's `argv` says, without one.
 * Start it with the notebook's folder as working directory; paths in cells and imports start there.
 */
export function kernelCommand(connectionFile: string): string[] {
  const library = dirname(require.resolve("model-collapse/package.json"));
  return [process.execPath, join(library, "dist/kernel/main.js"), connectionFile];
}

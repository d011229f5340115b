import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder, writeAtomically, writing } from "../files/write-atomically";
import type { FigureFiles } from "./figure-files";
import { slugOf } from "./slug";

/** Writes the charts of a notebook below the report's folder; those of an earlier run of it go. */
export function writeFigures(root: string, name: string, figures: readonly FigureFiles[]): void {
  const folder = join(root, "figures", slugOf(name));
  writing(folder, () => rmSync(folder, { recursive: true, force: true }));
  for (const { path, content } of figures) {
    makeFolder(join(root, dirname(path)));
    for (const [format, bytes] of Object.entries(content)) {
      writeAtomically(join(root, `${path}.${format}`), bytes);
    }
  }
}

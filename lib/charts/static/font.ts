import { existsSync } from "node:fs";
import { join } from "node:path";

/** Height of the shipped font above and below the base line, as shares of the font size (its hhea table). */
export const ascent = 1984 / 2048;
export const descent = 494 / 2048;

/** Files of the shipped font: beside this file in the sources, in the package's sources when compiled. */
export function fontFiles(): string[] {
  const folders = [join(__dirname, "fonts"), join(__dirname, "../../../charts/static/fonts")];
  const folder = folders.find((candidate) => existsSync(join(candidate, "Inter-Regular.ttf")));
  if (!folder) {
    throw new Error(`the charts' font is missing from the package: looked in ${folders.join(" and ")}`);
  }
  return ["Inter-Regular.ttf", "Inter-SemiBold.ttf"].map((file) => join(folder, file));
}

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { runStep } from "../lab/step";
import { htmlFiles } from "./html-files";

/** Public names of the library → their pages in the site. */
export type Reference = ReadonlyMap<string, string>;

/** Where the reference lies in the site. */
export const referenceFolder = "reference";

/**
 * Writes the library's reference, made from its docstrings, a module for each room, into `folder`.
 * @throws StepError when a docstring links to a name that does not exist, or TypeDoc is not installed
 */
export async function writeReference(root: string, folder: string, signal: AbortSignal): Promise<Reference> {
  // Its command line is no export of the package: it lies beside the package's description.
  const description = createRequire(join(root, "package.json")).resolve("typedoc/package.json");
  const typedoc = join(dirname(description), "bin", "typedoc");
  const words = [
    "--options",
    join(root, "lib/commands/site/typedoc.json"),
    "--out",
    join(folder, referenceFolder),
  ];
  await runStep("Writing the reference", process.execPath, [typedoc, ...words], signal);
  for (const page of htmlFiles(join(folder, referenceFolder))) leadBack(page, folder);
  return referenceIn(folder);
}

/** TypeDoc writes the links of its head as they are given, the same on pages at any depth. */
function leadBack(page: string, folder: string): void {
  const up = relative(dirname(page), folder).split(sep).join("/");
  writeFileSync(page, readFileSync(page, "utf8").replaceAll('href="site:', `href="${up}/`));
}

/** The names that a written reference has: its files are called ROOM.NAME.html, in a folder for each kind. */
function referenceIn(folder: string): Reference {
  const kinds = readdirSync(join(folder, referenceFolder), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const pages = kinds.flatMap(({ name: kind }) =>
    readdirSync(join(folder, referenceFolder, kind)).flatMap((file) => {
      const name = /^\w+\.(\w+)\.html$/.exec(file)?.[1];
      return name === undefined ? [] : [[name, `${referenceFolder}/${kind}/${file}`] as const];
    }),
  );
  return new Map(pages);
}

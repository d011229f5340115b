import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { NotebookRun } from "../../execution/run";
import { notebookTitle } from "../notebook-section";
import type { Entity } from "./entity";

const formats: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".json": "application/json",
  ".ipynb": "application/x-ipynb+json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".csv": "text/csv",
};

/** The files of a report that are there, with sizes and digests. */
export function fileEntities(root: string, runs: readonly NotebookRun[]): Entity[] {
  const listed = [
    ["index.html", "Report", "Every claim with its verdict, and the executed notebooks, as one page"],
    ["claims.json", "Claims", "Every claim with published and measured value, rival, rule and verdict"],
    ...runs.flatMap(filesOfRun),
  ] as const;
  return listed
    .filter(([path]) => existsSync(join(root, path)))
    .map(([path, name, description]) => fileEntity(root, path, name, description));
}

function filesOfRun(run: NotebookRun): [string, string, string][] {
  const notebook: [string, string, string] = [
    `notebooks/${run.name}.ipynb`,
    `Notebook ${run.name}`,
    `${notebookTitle(run)} Executed.`,
  ];
  const figures = run.figures.flatMap(({ path, title, content }) =>
    Object.keys(content).map((format): [string, string, string] => [
      `${path}.${format}`,
      `${title} (${format.toUpperCase()})`,
      format === "csv" ? `Data behind a chart of ${run.name}` : `A chart of ${run.name}`,
    ]),
  );
  return [notebook, ...figures];
}

function fileEntity(root: string, path: string, name: string, description: string): Entity {
  const bytes = readFileSync(join(root, path));
  return {
    "@id": path.split("/").map(encodeURIComponent).join("/"),
    "@type": "File",
    name,
    description,
    encodingFormat: formats[extname(path)],
    contentSize: String(bytes.length),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

import { summarizeVerdicts } from "../../claims/verdicts";
import { isBundle, isCodeCell, type Notebook } from "../notebook/format";
import { recordOf } from "./record";

/** A committed notebook with its file name without the extension. */
export interface NamedNotebook {
  readonly name: string;
  readonly notebook: Notebook;
}

const opening = "<!-- findings: written by npm run notebooks -->";
const closing = "<!-- /findings -->";

/**
 * A README with its table of findings replaced by the one that the committed notebooks give.
 * @throws Error when the two marks around the table are not there
 */
export function withFindings(readme: string, notebooks: readonly NamedNotebook[]): string {
  const [start, end] = [readme.indexOf(opening), readme.indexOf(closing)];
  if (start < 0 || end < start) throw new Error(`README.md needs the marks ${opening} and ${closing}`);
  return `${readme.slice(0, start)}${opening}\n${findingsTable(notebooks)}\n${readme.slice(end)}`;
}

/** Markdown: a row for every notebook, with its question and how its claims ended at quick scale. */
function findingsTable(notebooks: readonly NamedNotebook[]): string {
  const rows = notebooks.map(({ name, notebook }) => {
    const { reproduced, notReproduced, undecided } = summarizeVerdicts(recordOf(notebook)?.claims ?? []);
    const link = `[${name}](notebooks/${name}.ipynb)`;
    return `| ${link} | ${questionOf(notebook)} | ${reproduced} | ${notReproduced} | ${undecided} |`;
  });
  return [
    "| notebook | question | reproduced | not reproduced | undecided |",
    "| --- | --- | --: | --: | --: |",
    ...rows,
  ].join("\n");
}

/** The first heading without the notebook's number. */
function questionOf(notebook: Notebook): string {
  const heading = notebook.cells.map(({ source }) => /^# (?:\d+ · )?(.+)$/m.exec(source)).find(Boolean);
  return heading?.[1] ?? "";
}

/** The first chart of a notebook as a PNG, for pages that show one picture of it. */
export function firstPicture(notebook: Notebook): Buffer | undefined {
  for (const cell of notebook.cells.filter(isCodeCell)) {
    for (const output of cell.outputs.filter(isBundle)) {
      const picture = output.data["image/png"];
      if (typeof picture === "string") return Buffer.from(picture, "base64");
    }
  }
  return undefined;
}

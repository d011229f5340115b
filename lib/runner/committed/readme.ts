import { summarizeVerdicts } from "../../claims/verdicts";
import { isBundle, isCodeCell, type Notebook } from "../notebook/format";
import { recordOf } from "./record";

/** A committed notebook with its file name without the extension. */
export interface NamedNotebook {
  readonly name: string;
  readonly notebook: Notebook;
}

/**
 * A README with its table of findings and its gallery replaced by those that the committed notebooks give.
 * @throws Error when the marks around one of them are not there
 */
export function withOverview(readme: string, notebooks: readonly NamedNotebook[]): string {
  const withFindings = withSection(readme, "findings", findingsTable(notebooks));
  return withSection(withFindings, "gallery", gallery(notebooks));
}

function withSection(readme: string, name: string, content: string): string {
  const [opening, closing] = [`<!-- ${name}: written by npm run notebooks -->`, `<!-- /${name} -->`];
  const [start, end] = [readme.indexOf(opening), readme.indexOf(closing)];
  if (start < 0 || end < start) throw new Error(`README.md needs the marks ${opening} and ${closing}`);
  return `${readme.slice(0, start)}${opening}\n${content}\n${readme.slice(end)}`;
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

/** Markdown: the first chart of every notebook, two in a row, each leading to its notebook. */
function gallery(notebooks: readonly NamedNotebook[]): string {
  const pictures = notebooks.flatMap(({ name, notebook }) => {
    const picture = firstPicture(notebook);
    return picture === undefined
      ? []
      : [`[![${picture.title}](notebooks/images/${name}.png)](notebooks/${name}.ipynb)`];
  });
  const rows = pictures.flatMap((picture, index) =>
    index % 2 === 0 ? [`| ${picture} | ${pictures[index + 1] ?? ""} |`] : [],
  );
  return ["| | |", "| --- | --- |", ...rows].join("\n");
}

/** A chart as a PNG, and what its title says. */
export interface NotebookPicture {
  readonly png: Buffer;
  readonly title: string;
}

/** The first chart of a notebook, for pages that show one picture of it. */
export function firstPicture(notebook: Notebook): NotebookPicture | undefined {
  for (const cell of notebook.cells.filter(isCodeCell)) {
    for (const { data } of cell.outputs.filter(isBundle)) {
      const png = data["image/png"];
      const title = String(data["text/plain"] ?? "").split("\n", 1)[0]!;
      if (typeof png === "string")
        return { png: Buffer.from(png, "base64"), title: title.replace(/[[\]|]/g, "") };
    }
  }
  return undefined;
}

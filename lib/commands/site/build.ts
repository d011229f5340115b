import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fontFiles } from "../../charts/static/font";
import type { NamedNotebook } from "../../runner/committed/readme";
import { readNotebook } from "../../runner/notebook/read";
import { listNotebooks } from "../../runner/notebook/select";
import { copiedFiles, notebookPage, textPages } from "./addresses";
import { notebookPageOf } from "./notebook-page";
import type { Navigation, Page } from "./page";
import { renderPage, siteStyle } from "./page";
import { type Reference, referenceFolder } from "./reference";
import { textPage } from "./text-page";

/** Writes the site's pages, beside the reference, into a folder; returns how many there are. */
export function writePages(root: string, folder: string, reference: Reference): number {
  const notebooks = listNotebooks(join(root, "notebooks")).map(({ name, path }) => ({
    name,
    notebook: readNotebook(path),
  }));
  const pages = [
    ...Object.entries(textPages).map(([source, path]) => textPage(root, source, path)),
    ...notebooks.map((notebook) => notebookPageOf(notebook, reference)),
  ];
  const navigation = navigationOf(pages, notebooks);
  for (const page of pages) write(folder, page.path, renderPage(page, navigation));
  write(folder, "style.css", siteStyle);
  for (const file of copiedFiles) copy(join(root, file), join(folder, file));
  for (const font of fontFiles()) copy(font, join(folder, "fonts", basename(font)));
  return pages.length;
}

function navigationOf(pages: readonly Page[], notebooks: readonly NamedNotebook[]): Navigation {
  const titleOf = (path: string) => pages.find((page) => page.path === path)!.title;
  const texts = Object.values(textPages).filter((path) => path !== "index.html");
  return [
    { heading: "", entries: [{ path: "index.html", text: "Overview" }] },
    {
      heading: "Notebooks",
      entries: notebooks.map(({ name }) => {
        const path = notebookPage(name);
        return { path, text: titleOf(path) };
      }),
    },
    {
      heading: "Texts",
      entries: [
        { path: `${referenceFolder}/index.html`, text: "Reference" },
        ...texts.map((path) => ({ path, text: titleOf(path) })),
      ],
    },
  ];
}

function write(folder: string, path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

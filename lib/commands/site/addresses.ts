import { posix } from "node:path";

/** Pages that come from the repository's texts: path of the text → path in the site. */
export const textPages: Readonly<Record<string, string>> = {
  "README.md": "index.html",
  "lib/README.md": "library.html",
  "data/README.md": "data.html",
  "CONTRIBUTING.md": "contributing.html",
  "CHANGELOG.md": "changelog.html",
};

/** Files that texts link to and that go along as they are. */
export const copiedFiles = ["LICENSE", "data/manifest.json"] as const;

const notebookPath = /^notebooks\/(?:exercises\/)?([\w-]+)\.ipynb$/;

/** The page of a notebook, given as its name without the extension. */
export const notebookPage = (name: string): string => `notebooks/${name}.html`;

/**
 * Where a link that stands in one of the repository's files leads in the site; undefined when the site does not have it.
 *
 * @param source The file with the link, as a path from the repository's root.
 * @param address The link as it is written there, relative to that file.
 */
export function siteAddress(source: string, address: string): string | undefined {
  const [path = "", anchor] = address.split("#");
  const target = posix.normalize(posix.join(posix.dirname(source), decodeURI(path)));
  const page = pageOf(target);
  if (page === undefined) return undefined;
  const from = posix.dirname(pageOf(source) ?? source);
  return posix.relative(from, page) + (anchor === undefined ? "" : `#${anchor}`);
}

function pageOf(path: string): string | undefined {
  const name = path.startsWith("notebooks/exercises/") ? undefined : notebookPath.exec(path)?.[1];
  if (name !== undefined) return notebookPage(name);
  if ((copiedFiles as readonly string[]).includes(path)) return path;
  return textPages[path];
}

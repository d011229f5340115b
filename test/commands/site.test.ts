import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { site } from "../../lib/commands/site";
import { siteAddress } from "../../lib/commands/site/addresses";
import { withAnchors } from "../../lib/commands/site/anchors";
import { writePages } from "../../lib/commands/site/build";
import { deadLinks } from "../../lib/commands/site/dead-links";
import { notebookPageOf } from "../../lib/commands/site/notebook-page";
import { rooms } from "../architecture/rooms";

const repository = resolve(__dirname, "../..");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "site-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};

describe("addresses", () => {
  test("lead from page to page as links do from file to file", () => {
    expect(siteAddress("README.md", "notebooks/01-one.ipynb")).toBe("notebooks/01-one.html");
    expect(siteAddress("README.md", "lib/README.md#families-fit-draw-loop")).toBe(
      "library.html#families-fit-draw-loop",
    );
    expect(siteAddress("data/README.md", "manifest.json")).toBe("data/manifest.json");
    expect(siteAddress("lib/README.md", "../README.md")).toBe("index.html");
    expect(siteAddress("notebooks/05-five.ipynb", "01-one.ipynb")).toBe("01-one.html");
    expect(siteAddress("notebooks/05-five.ipynb", "../README.md")).toBe("../index.html");
  });

  test("of what the site does not have are no links", () => {
    expect(siteAddress("README.md", "package.json")).toBeUndefined();
    // Instructors' notebooks hold the solutions.
    expect(siteAddress("README.md", "notebooks/exercises/01-one.ipynb")).toBeUndefined();
    expect(siteAddress("README.md", "../elsewhere/README.md")).toBeUndefined();
  });
});

test("headings get the names that hosts of repositories give them, each once", () => {
  const html = withAnchors("<h2>The <code>map</code>, again</h2><p>…</p><h3>Data</h3><h3>Data</h3>");
  expect([...html.matchAll(/id="([^"]*)"/g)].map((match) => match[1])).toEqual([
    "the-map-again",
    "data",
    "data-1",
  ]);
});

describe("dead links", () => {
  test("are those to missing pages, missing places and folders", () => {
    write("index.html", '<a href="a/one.html#here">1</a><a href="a/one.html#gone">2</a><a href="a">3</a>');
    write(
      "a/one.html",
      '<h2 id="here">x</h2><img src="../picture.png"><a class="x" href="../index.html">y</a>',
    );
    expect(deadLinks(folder).sort()).toEqual([
      "a/one.html: ../picture.png",
      "index.html: a",
      "index.html: a/one.html#gone",
    ]);
    write("picture.png", "");
    expect(deadLinks(folder)).toHaveLength(2);
  });

  test("do not include those to other sites", () => {
    write(
      "index.html",
      '<a href="https://example.org/">1</a><a href="mailto:a@example.org">2</a><a href="#">3</a>',
    );
    expect(deadLinks(folder)).toEqual([]);
  });
});

describe("pages", () => {
  test("of notebooks show text, code with links to the reference, and outputs; nothing runs", () => {
    const markdown = {
      cell_type: "markdown",
      id: "a",
      metadata: {},
      source: "# 1 · Why?\n[two](02-two.ipynb)",
    } as const;
    const code = {
      cell_type: "code",
      id: "b",
      metadata: {},
      execution_count: 1,
      source: 'import * as mc from "model-collapse";\nmc.halfLife([1]);\nmc.unknown();',
      outputs: [{ output_type: "stream", name: "stdout", text: "<script>alert(1)</script>" }],
    } as const;
    const page = notebookPageOf(
      { name: "01-one", notebook: { cells: [markdown, code], metadata: {} } },
      new Map([["halfLife", "reference/functions/metrics.halfLife.html"]]),
    );
    expect(page).toMatchObject({ path: "notebooks/01-one.html", title: "1 · Why?" });
    expect(page.body).toContain('<a href="02-two.html"');
    expect(page.body).toContain('<a href="../reference/functions/metrics.halfLife.html">halfLife</a>');
    expect(page.body).not.toContain(">unknown</a>");
    expect(page.body).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  test("of this repository have no dead links but those to the reference, which is not written here", () => {
    expect(writePages(repository, folder, new Map())).toBeGreaterThan(10);
    expect(deadLinks(folder).filter((link) => !link.endsWith("reference/index.html"))).toEqual([]);
    const overview = readFileSync(join(folder, "index.html"), "utf8");
    expect(overview).toContain("script-src 'none'");
    expect(overview).toContain('src="data:image/png;base64,');
    expect(overview).not.toContain("<script");
  });
});

test("the reference has a module for each page of the table of contents, in the order of the rooms", () => {
  const { entryPoints } = JSON.parse(
    readFileSync(join(repository, "lib/commands/site/typedoc.json"), "utf8"),
  );
  const pages = rooms.filter((room) => existsSync(join(repository, `lib/contents/${room}.ts`)));
  expect(entryPoints).toEqual(pages.map((room) => `../../contents/${room}.ts`));
});

describe("npm run site", () => {
  const run = (...words: string[]) => site(words, repository, new AbortController().signal, () => undefined);

  test("refuses to replace a folder that is something else", async () => {
    write("mine.txt", "mine");
    await expect(run("--output", folder)).rejects.toThrow(
      `${folder} holds something else than a site, which would be lost: empty it or choose another folder with --output.`,
    );
  });

  test("takes no words", async () => {
    await expect(run("01")).rejects.toThrow("npm run site takes no words, got 01");
  });
});

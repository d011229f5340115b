import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { publicNames } from "./contents";
import { isContents, rooms } from "./rooms";
import { librarySources, repository, testSources } from "./sources";

describe("the table of contents", () => {
  const sources = librarySources();
  const pages = sources.filter(({ name }) => name.startsWith("contents/"));
  const names = publicNames();

  test("has its pages in the order of the rooms, every page, and nothing else", () => {
    const { imports } = sources.find(({ name }) => name === "index.ts")!;
    const inOrder = rooms
      .map((room) => `contents/${room}.ts`)
      .filter((page) => pages.some(({ name }) => name === page));
    expect(pages.map(({ name }) => name).sort()).toEqual(inOrder.slice().sort());
    expect(imports.map(({ target }) => target)).toEqual(inOrder);
    expect(inOrder.length).toBeGreaterThan(5);
  });

  test("has on each page the names of that room", () => {
    const strangers = pages.flatMap(({ name, imports }) => {
      const room = name.slice("contents/".length, -".ts".length);
      return imports
        .filter(({ target }) => !target?.startsWith(`${room}/`))
        .map(({ line, specifier }) => `lib/${name}:${line} gives names of "${specifier}"`);
    });
    expect(strangers).toEqual([]);
  });

  test("gives each name once", () => {
    const twice = names.filter(({ name }, i) => names.findIndex((other) => other.name === name) !== i);
    expect(twice).toEqual([]);
  });

  test("is what the compiled package exports", () => {
    const library = createRequire(join(repository, "notebooks/cell.js"))("model-collapse") as object;
    const lasting = names.filter(({ typeOnly }) => !typeOnly).map(({ name }) => name);
    expect(lasting.length).toBeGreaterThan(100);
    expect(Object.keys(library).sort()).toEqual(lasting.sort());
  });
});

test("tests import the files that they test: neither the table of contents nor what is compiled", () => {
  const compiled = testSources().flatMap(({ name, imports }) =>
    imports
      .filter(
        ({ specifier, target }) =>
          /^model-collapse(\/|$)/.test(specifier) ||
          target === "lib" ||
          target?.startsWith("lib/dist/") ||
          (target?.startsWith("lib/") && isContents(target.slice("lib/".length))),
      )
      .map(({ specifier, line }) => `${name}:${line} imports "${specifier}"`),
  );
  expect(compiled).toEqual([]);
});

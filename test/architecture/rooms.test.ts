import { builtinModules } from "node:module";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { isContents, rooms } from "./rooms";
import type { Import, Source } from "./sources";
import { librarySources } from "./sources";

/** Folders that need Node, inside rooms that otherwise run anywhere. */
const adapters = [
  "data/sources", "text/files", "nets/files", "fitters/files", "fitters/threads", "chain/executors", "chain/checkpoints", "chain/experiments", "metrics/threads", "charts/static",
]; // biome-ignore format: one list

/** The first room that may use Node everywhere. */
const outside = rooms.indexOf("provenance");

/** Packages that one room alone knows. */
const owners: readonly (readonly [RegExp, string])[] = [
  [/^(@tensorflow\/|onnxruntime)/, "nets"],
  [/^(plotly|jsdom|@resvg\/)/, "charts"],
  [/^(tslab|@tslab\/)/, "kernel"],
  [/^(bullmq|ioredis)/, "chain/executors"],
];

const sources = librarySources();
const roomOf = (name: string) => name.split("/")[0]!;
const rank = (name: string) => rooms.indexOf(roomOf(name));
const isAdapter = (name: string) => adapters.some((folder) => name.startsWith(`${folder}/`));
const isNode = (specifier: string) => specifier.startsWith("node:") || builtinModules.includes(specifier);

/** One message for each import that breaks a rule. */
function offences(rule: (source: Source, found: Import) => string | undefined, among = sources): string[] {
  return among.flatMap((source) =>
    source.imports.flatMap((found) => {
      const reason = rule(source, found);
      return reason === undefined
        ? []
        : [`lib/${source.name}:${found.line} imports "${found.specifier}": ${reason}`];
    }),
  );
}

describe("rooms", () => {
  test("there is something to check, and every file lies in a known room", () => {
    expect(sources.length).toBeGreaterThan(20);
    const strangers = sources.filter(({ name }) => !isContents(name) && rank(name) < 0);
    expect(strangers.map(({ name }) => `lib/${name}`)).toEqual([]);
  });

  test("imports point up the list only", () => {
    const later = offences(({ name }, { target }) => {
      if (target === undefined || isContents(name)) return undefined;
      if (isContents(target)) return "the table of contents is for users, not for rooms";
      return rank(target) > rank(name) ? `${roomOf(target)}/ comes after ${roomOf(name)}/` : undefined;
    });
    expect(later).toEqual([]);
  });

  test("relative imports name files that exist, inside lib/", () => {
    const names = new Set(sources.map(({ name }) => name));
    const lost = offences(({ name }, { target }) => {
      if (target === undefined || names.has(target)) return undefined;
      if (target.startsWith("..")) return `it leaves lib/ (from ${name})`;
      return /\.(json|ttf|d\.ts)$/.test(target) ? undefined : `there is no lib/${target}`;
    });
    expect(lost).toEqual([]);
  });

  test("from random/ to charts/ only the adapters need Node", () => {
    const pure = sources.filter(({ name }) => !isContents(name) && rank(name) < outside && !isAdapter(name));
    const bound = offences((_, { specifier, target }) => {
      if (isNode(specifier)) return `a Node module belongs into one of ${adapters.join(", ")}`;
      return target !== undefined && isAdapter(target) ? "pure files do not know the adapters" : undefined;
    }, pure);
    expect(bound).toEqual([]);
  });

  test("globals of Node appear in adapters and outer rooms only", () => {
    const pure = sources.filter(({ name }) => !isContents(name) && rank(name) < outside && !isAdapter(name));
    const globals = ["process", "Buffer", "__dirname", "__filename", "global", "setImmediate"];
    const used = pure.flatMap(({ name, tree }) =>
      identifiersOf(tree)
        .filter((node) => globals.includes(node.text) && isFree(node))
        .map((node) => `lib/${name}:${lineOf(tree, node)} uses ${node.text}`),
    );
    expect(used).toEqual([]);
  });

  test.each(owners)("packages like %s are known to %s/ only", (packages, owner) => {
    const foreign = offences(({ name }, { specifier }) =>
      packages.test(specifier) && !name.startsWith(`${owner}/`) ? `only ${owner}/ knows it` : undefined,
    );
    expect(foreign).toEqual([]);
  });
});

describe("files", () => {
  test("none is longer than 300 lines", () => {
    const long = sources.map(({ name, text }) => ({ name, lines: text.trimEnd().split("\n").length }));
    expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  test("nothing draws from Math.random", () => {
    const drawn = sources.flatMap(({ name, tree }) =>
      identifiersOf(tree)
        .filter((node) => node.text === "Math" && /^Math\s*\.\s*random$/.test(node.parent.getText()))
        .map((node) => `lib/${name}:${lineOf(tree, node)}`),
    );
    expect(drawn).toEqual([]);
  });

  test("every file is reached from the table of contents, a command, the kernel or a worker thread", () => {
    const byName = new Map(sources.map((source) => [source.name, source]));
    const entries = sources.filter(({ name, text }) => isEntry(name, text)).map(({ name }) => name);
    const reached = new Set<string>();
    const visit = (name: string) => {
      if (reached.has(name)) return;
      reached.add(name);
      for (const { target } of byName.get(name)?.imports ?? []) if (target !== undefined) visit(target);
      // Worker threads and child processes are started from a path in a string.
      for (const text of stringsOf(byName.get(name)).filter((text) => text.endsWith(".js"))) {
        const ending = `/${text
          .replace(/^(\.{0,2}\/)+/, "")
          .replace(/^(?:lib\/)?dist\//, "")
          .replace(/js$/, "ts")}`;
        for (const other of byName.keys()) if (`/${other}`.endsWith(ending)) visit(other);
      }
    };
    for (const entry of entries) visit(entry);
    expect([...byName.keys()].filter((name) => !reached.has(name)).map((name) => `lib/${name}`)).toEqual([]);
  });
});

/** Where execution begins: the table of contents and the files directly in commands/. */
function isEntry(name: string, text: string): boolean {
  return (
    name === "index.ts" || /^commands\/[\w-]+\.ts$/.test(name) || text.includes("require.main === module")
  );
}

function nodesOf(tree: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return nodes;
}

const identifiersOf = (tree: ts.Node) => nodesOf(tree).filter(ts.isIdentifier);

const stringsOf = (source: Source | undefined) =>
  source === undefined
    ? []
    : nodesOf(source.tree)
        .filter(ts.isStringLiteralLike)
        .map((node) => node.text);

const lineOf = (tree: ts.SourceFile, node: ts.Node) =>
  tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;

/** Whether an identifier is neither a property nor a name that this file declares. */
function isFree(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return ts.isCallExpression(parent) || ts.isTypeOfExpression(parent) || ts.isElementAccessExpression(parent);
}

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TextDataset } from "../../../lib/data/dataset";
import type { DataManifest, TextEntry } from "../../../lib/data/manifest";
import { plainLines, runningText } from "../../../lib/data/plain-lines";
import { type LoadDatasetOptions, loadDataset } from "../../../lib/data/sources/load-dataset";
import { splitText } from "../../../lib/data/text-parts";
import { serveRange, startServer } from "./data-server";

const contents: Readonly<Record<string, string>> = {
  "story/test.txt": "Ende .\n",
  "story/valid.txt": "Mitte .\n",
  "story/train.txt": " = Märchen = \n Es war einmal .\n",
};

let root: string;
let options: LoadDatasetOptions & { readonly folder: string; readonly cache: string };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "texts-"));
  options = { folder: join(root, "folder"), cache: join(root, "cache"), manifest: manifestWith() };
  for (const folder of ["folder", "cache"]) mkdirSync(join(root, folder, "story"), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function manifestWith(changes: Partial<TextEntry> = {}, url?: string): DataManifest {
  const files = Object.entries(contents).map(([path, text]) => fileOf(path, text, url));
  const entry: TextEntry = {
    name: "story",
    title: "A story",
    citation: "someone",
    licence: "free",
    files,
    loader: "text",
    parts: { train: "story/train.txt", validation: "story/valid.txt", test: "story/test.txt" },
    standIn: "grammar-articles",
    ...changes,
  };
  return { dataSets: [entry] };
}

function fileOf(path: string, text: string | Uint8Array, url?: string): TextEntry["files"][number] {
  const bytes = Buffer.from(text as string);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { path, bytes: bytes.length, sha256, urls: url === undefined ? [] : [new URL(path, url).href] };
}

function put(folder: "folder" | "cache", path: string, text: string | Uint8Array = contents[path]!): void {
  writeFileSync(join(root, folder, path), text);
}

async function load(changes: LoadDatasetOptions = {}): Promise<TextDataset> {
  const dataset = await loadDataset("story", { ...options, ...changes });
  if (dataset.kind !== "text") throw new Error(`the story is no text but ${dataset.kind}`);
  return dataset;
}

test("each part is its file, from the folder or the cache, packed or not", async () => {
  put("folder", "story/test.txt");
  writeFileSync(join(root, "folder/story/train.txt.gz"), gzipSync(contents["story/train.txt"]!));
  put("cache", "story/valid.txt");
  expect(await load()).toEqual({
    kind: "text",
    name: "story",
    title: "A story",
    citation: "someone",
    source: "cache",
    note: "A story, train, validation and test text: real data, 2 files of the data folder, story/valid.txt of the cache",
    files: manifestWith().dataSets[0]!.files.map(({ path, sha256 }) => ({ path, sha256 })),
    train: contents["story/train.txt"],
    validation: contents["story/valid.txt"],
    test: contents["story/test.txt"],
  });
});

test("what lacks is downloaded and kept", async () => {
  put("folder", "story/test.txt");
  const server = await startServer((request, response) =>
    serveRange(Buffer.from(contents[request.url!.slice(1)]!), request, response),
  );
  try {
    const dataset = await load({ manifest: manifestWith({}, server.url) });
    expect(dataset.source).toBe("download");
    expect(dataset.train).toBe(contents["story/train.txt"]);
    expect(server.requests).toHaveLength(2);
  } finally {
    await server.close();
  }
  expect(await load()).toMatchObject({ source: "cache", validation: contents["story/valid.txt"] });
});

test("a text in one file is split by lines", async () => {
  const text = "one\ntwo\n\nthree\nfour\n";
  put("folder", "story/train.txt", text);
  const manifest = manifestWith({ parts: undefined, files: [fileOf("story/train.txt", text)] });
  expect(await load({ manifest })).toMatchObject({
    ...splitText(text),
    note: "A story, split by lines into train, validation and test text: real data, story/train.txt of the data folder",
  });
});

test("where a file lacks or is damaged, generated text takes the place of all parts", async () => {
  for (const path of Object.keys(contents)) put("folder", path);
  put("folder", "story/valid.txt", "Mitte !\n");
  const dataset = await load();
  expect(dataset.source).toBe("stand-in");
  expect(dataset.note).toContain(
    "A story, train, validation and test text: STAND-IN, no real data, made-up words in sentences of a random " +
      "grammar (500,000 to train, 50,000 in each other part). For the real data set MODEL_COLLAPSE_DATA",
  );
  expect(dataset.note).toContain(
    "refused story/valid.txt in the data folder, which is left as it is: its sha256",
  );
  expect(dataset.train).toMatch(/^ \n = [a-z]+ = \n \n [a-z]+ /);
  expect(plainLines(dataset.train).length).toBeGreaterThan(5000);
  const again = await load({ folder: undefined });
  expect([again.train, again.validation, again.test]).toEqual([
    dataset.train,
    dataset.validation,
    dataset.test,
  ]);
});

test("rows are refused", async () => {
  await expect(load({ rows: { train: 5 } })).rejects.toThrow(
    new RangeError("loadDataset: story is a text, which is loaded whole; leave rows out"),
  );
});

test("a file whose digest fits but that is no UTF-8 is refused, with the offset", async () => {
  const bytes = Uint8Array.of(0x61, 0x0a, 0xe9);
  put("folder", "story/train.txt", bytes);
  const manifest = manifestWith({ parts: undefined, files: [fileOf("story/train.txt", bytes)] });
  await expect(load({ manifest })).rejects.toThrow(
    "loadDataset, reading story/train.txt, needs text in UTF-8: no character begins with what stands at byte 2 (0xe9)",
  );
});

const names = ["wikitext-2", "wikitext-2-raw", "tiny-shakespeare"] as const;

test.each(names)("%s loads on a machine without data and without network", async (name) => {
  vi.stubEnv("MODEL_COLLAPSE_DATA", "");
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") });
  });
  const dataset = await loadDataset(name, { cache: join(root, "cache") });
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  expect(dataset).toMatchObject({ kind: "text", name, source: "stand-in" });
  expect(dataset.note).toContain("from raw.githubusercontent.com: getaddrinfo ENOTFOUND");
});

const real = process.env.MODEL_COLLAPSE_DATA;
const has = (path: string): boolean => real !== undefined && existsSync(join(real, path));

test.skipIf(!has("wikitext-2"))("the real WikiText-2 is what its authors say", async () => {
  const { source, ...parts } = await loadDataset("wikitext-2", { download: false });
  expect(source).toBe("folder");
  // Merity et al. 2016, table 1, counting one end a line. A byte order mark is a token, if JavaScript's \s has it too.
  const tokens = (text: string): number => text.match(/[^ \n]+|\n/g)!.length;
  expect([parts.train, parts.validation, parts.test].map(tokens)).toEqual([2_088_628, 217_646, 245_569]);
  expect(new Set(parts.train.match(/[^ \n]+|\n/g)).size).toBe(33_278);
  expect(runningText(parts.train)).toMatch(/^Senjō no Valkyria 3 : <unk> Chronicles \(/);
  expect(plainLines(parts.train).filter((line) => line.startsWith("= "))).toEqual([]);
});

test.skipIf(!has("wikitext-2"))("the raw text has the words that the tokenised one lacks", async () => {
  const dataset = await loadDataset("wikitext-2-raw", { download: false });
  expect(dataset.title).toContain("of the training text the first 1,000,000 bytes");
  expect(Buffer.byteLength(dataset.train)).toBe(1_000_000);
  expect(dataset.train + dataset.validation + dataset.test).not.toContain("<unk>");
  expect(runningText(dataset.train)).toMatch(/^Senjō no Valkyria 3 : Unrecorded Chronicles \(/);
});

test.skipIf(!has("text"))("the real Tiny Shakespeare is split by lines", async () => {
  const dataset = await loadDataset("tiny-shakespeare", { download: false });
  expect(dataset.train).toMatch(/^First Citizen:\nBefore we proceed any further, hear me speak\.\n/);
  expect(dataset.test.endsWith("Whiles thou art waking.\n")).toBe(true);
  const lines = [dataset.train, dataset.validation, dataset.test].map((text) => plainLines(text).length);
  expect(lines[1]).toBe(lines[2]);
  expect(lines[1]! / lines.reduce((sum, own) => sum + own, 0)).toBeCloseTo(0.05, 4);
});

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ImageDataset } from "../../../lib/data/dataset";
import type { DataManifest, ImageEntry } from "../../../lib/data/manifest";
import type { ImageRows } from "../../../lib/data/sources/image-parts";
import { type LoadDatasetOptions, loadDataset } from "../../../lib/data/sources/load-dataset";
import { idxFile } from "../idx-file";
import { type DataServer, serveRange, startServer } from "./data-server";

/** Six training and three test images of 28 × 28 pixels, whose first pixel says which they are. */
const [trainRows, testRows, pixels] = [6, 3, 28 * 28];
const imageFile = (first: number, rows: number): Uint8Array =>
  idxFile(
    [rows, 28, 28],
    Array.from({ length: rows * pixels }, (_, at) => (at % pixels === 0 ? first + at / pixels : 255)),
  );
const contents: Record<string, Uint8Array> = {
  "shapes/train-labels": idxFile([trainRows], [5, 4, 3, 2, 1, 0]),
  "shapes/test-labels": idxFile([testRows], [9, 8, 7]),
  "shapes/test-images": imageFile(100, testRows),
  "shapes/train-images": imageFile(0, trainRows),
};
const paths = Object.keys(contents);

let root: string;
let options: LoadDatasetOptions & { readonly cache: string; readonly folder: string };
let server: DataServer | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "images-"));
  options = { folder: join(root, "folder"), cache: join(root, "cache"), manifest: manifestWith() };
  for (const folder of ["folder", "cache"]) mkdirSync(join(root, folder, "shapes"), { recursive: true });
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(root, { recursive: true, force: true });
});

function manifestWith(url?: string, changes: Partial<ImageEntry> = {}): DataManifest {
  const files = paths.map((path) => ({
    path,
    bytes: contents[path]!.length,
    sha256: createHash("sha256").update(contents[path]!).digest("hex"),
    urls: url === undefined ? [] : [new URL(`/${path}.gz`, url).href],
  }));
  const entry: ImageEntry = {
    name: "shapes",
    title: "Shapes",
    citation: "someone",
    licence: "free",
    files,
    loader: "idx-images",
    height: 28,
    width: 28,
    classes: 10,
    train: { images: "shapes/train-images", labels: "shapes/train-labels", rows: trainRows },
    test: { images: "shapes/test-images", labels: "shapes/test-labels", rows: testRows },
    standIn: "drawn-digits",
    ...changes,
  };
  return { dataSets: [entry] };
}

/** Writes files into the user's folder or the cache. */
function put(folder: "folder" | "cache", ...names: readonly string[]): void {
  for (const path of names) writeFileSync(join(root, folder, path), contents[path]!);
}

async function load(changes: LoadDatasetOptions = {}): Promise<ImageDataset> {
  const dataset = await loadDataset("shapes", { ...options, ...changes });
  if (dataset.kind !== "images") throw new Error(`shapes are no images but a ${dataset.kind}`);
  return dataset;
}

/** The first pixel of every image, as a byte. */
const firstPixels = ({ values }: { values: Float32Array }): number[] =>
  Array.from({ length: values.length / pixels }, (_, image) => Math.round(values[image * pixels]! * 255));

test("images and labels come from the user's folder, packed or not", async () => {
  put("folder", ...paths.slice(1));
  writeFileSync(join(options.folder, `${paths[0]}.gz`), gzipSync(contents[paths[0]!]!));
  const dataset = await load();
  expect(dataset).toMatchObject({ name: "shapes", source: "folder", classes: 10 });
  expect(dataset.note).toBe("Shapes, 6 train and 3 test images: real data, 4 files of the data folder");
  expect(dataset.train.images).toMatchObject({ count: 6, height: 28, width: 28 });
  expect(firstPixels(dataset.train.images)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(dataset.train.images.values[1]).toBe(1);
  expect(dataset.train.labels).toEqual(Int32Array.of(5, 4, 3, 2, 1, 0));
  expect(firstPixels(dataset.test.images)).toEqual([100, 101, 102]);
  expect(dataset.test.labels).toEqual(Int32Array.of(9, 8, 7));
});

test("rows keeps the first of each part, in real data and in the stand-in", async () => {
  const standIn = await load({ download: false });
  const fewer = await load({ download: false, rows: { train: 2 } });
  expect(fewer.train.labels).toEqual(standIn.train.labels.slice(0, 2));
  expect(fewer.train.images.values).toEqual(standIn.train.images.values.slice(0, 2 * pixels));
  expect(fewer.test).toEqual(standIn.test);
  put("folder", ...paths);
  const dataset = await load({ rows: { train: 2, test: 1 } });
  expect(dataset.note).toMatch(/^Shapes, the first 2 of 6 train and the first 1 of 3 test images: real data/);
  expect([firstPixels(dataset.train.images), [...dataset.train.labels]]).toEqual([
    [0, 1],
    [5, 4],
  ]);
  expect([firstPixels(dataset.test.images), [...dataset.test.labels]]).toEqual([[100], [9]]);
});

test("files may come from several places, and the note says how many from where", async () => {
  put("folder", paths[0]!);
  put("cache", paths[1]!);
  server = await startServer((request, response) => serve(request.url!, response));
  const dataset = await load({ manifest: manifestWith(server.url) });
  expect(dataset.source).toBe("download");
  expect(dataset.note).toBe(
    "Shapes, 6 train and 3 test images: real data, shapes/train-labels of the data folder, " +
      "shapes/test-labels of the cache, 2 files downloaded to the cache just now",
  );
  expect(server.requests.map(({ url }) => url)).toEqual([
    "/shapes/test-images.gz",
    "/shapes/train-images.gz",
  ]);
  expect(readdirSync(join(options.cache, "shapes")).sort()).toEqual(paths.slice(1).map(nameOf).sort());
  const again = await load({ manifest: manifestWith(server.url) });
  expect(again.source).toBe("cache");
  expect(again.note).toContain("shapes/train-labels of the data folder, 3 files of the cache");
  expect([again.train, again.test]).toEqual([dataset.train, dataset.test]);
});

test("all files downloaded: the note says so in one", async () => {
  server = await startServer((request, response) => serve(request.url!, response));
  const dataset = await load({ manifest: manifestWith(server.url) });
  expect(dataset.note).toBe("Shapes, 6 train and 3 test images: real data, downloaded to the cache just now");
});

test("where one file lacks, the stand-in takes the place of all", async () => {
  put("folder", ...paths.filter((path) => path !== "shapes/test-images"));
  const dataset = await load();
  expect(dataset.source).toBe("stand-in");
  expect(dataset.note).toBe(
    "Shapes, 6 train and 3 test images: STAND-IN, no real data, digits drawn by a program in the manner of " +
      "handwriting. For the real data set MODEL_COLLAPSE_DATA (see data/README.md) or go online; " +
      "without shapes/test-images none of the 4 files could be used",
  );
  rmSync(join(options.folder, "shapes"), { recursive: true });
  const allDrawn = await load();
  expect([dataset.train, dataset.test]).toEqual([allDrawn.train, allDrawn.test]);
});

test("where one file cannot be downloaded, what follows is not asked for", async () => {
  server = await startServer((request, response) => {
    if (request.url!.includes("test-labels")) response.writeHead(404).end();
    else serve(request.url!, response);
  });
  const dataset = await load({ manifest: manifestWith(server.url) });
  expect(dataset.source).toBe("stand-in");
  expect(dataset.note).toMatch(
    /no download of shapes\/test-labels from 127\.0\.0\.1:\d+: HTTP 404 Not Found/,
  );
  expect(server.requests).toHaveLength(2);
  expect(existsSync(join(options.cache, "shapes/train-labels"))).toBe(true);
});

test("a damaged file is refused by its digest, whichever of the files it is", async () => {
  put("folder", ...paths);
  const damaged = contents["shapes/train-images"]!.slice();
  damaged[16 + pixels] = 77;
  writeFileSync(join(options.folder, "shapes/train-images"), damaged);
  const dataset = await load();
  expect(dataset.source).toBe("stand-in");
  expect(dataset.note).toContain("refused shapes/train-images in the data folder, which is left as it is");
  expect(dataset.note).toContain(
    `expected sha256 ${manifestWith().dataSets[0]!.files.find(({ path }) => path === "shapes/train-images")!.sha256}`,
  );
});

describe("settings that the data set does not have are refused before any work", () => {
  test.each<[ImageRows, string]>([
    [{ train: 0 }, "loadDataset needs rows.train of shapes to be a whole number from 1 to 6, got 0"],
    [{ test: 4 }, "loadDataset needs rows.test of shapes to be a whole number from 1 to 3, got 4"],
    [{ train: 2.5 }, "loadDataset needs rows.train of shapes to be a whole number from 1 to 6, got 2.5"],
    [{ trian: 2 } as ImageRows, 'loadDataset: unknown part of shapes "trian"; nearest: train'],
  ])("%j", async (rows, message) => {
    await expect(load({ rows })).rejects.toThrow(new RangeError(message));
  });
});

test("a manifest that does not know its files is reported", async () => {
  put("folder", ...paths);
  const manifest = manifestWith(undefined, {
    train: { images: "shapes/train-images", labels: "shapes/train-labels", rows: 7 },
  });
  await expect(load({ manifest })).rejects.toThrow(
    new RangeError(
      "loadDataset: shapes/train-images has 6 × 28 × 28 numbers, but data/manifest.json says 7 × 28 × 28",
    ),
  );
});

function serve(url: string, response: ServerResponse): void {
  const content = contents[url.slice(1).replace(/\.gz$/, "")]!;
  serveRange(gzipSync(content), server!.requests.at(-1)!, response);
}

function nameOf(path: string): string {
  return path.split("/").at(-1)!;
}

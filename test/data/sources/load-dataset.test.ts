import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TableDataset } from "../../../lib/data/dataset";
import type { DataManifest } from "../../../lib/data/manifest";
import { type LoadDatasetOptions, loadDataset } from "../../../lib/data/sources/load-dataset";
import { type DataServer, serveRange, startServer } from "./data-server";

const content = Buffer.from(
  `duration,waiting,kind\n${Array.from({ length: 2000 }, (_, i) => `${i / 8},${i % 97},long`).join("\n")}\n`,
);
const sha256 = createHash("sha256").update(content).digest("hex");
const path = "tables/geyser.csv";
const standIn = "Eruptions, 2000 rows: STAND-IN, no real data";

let root: string;
let options: LoadDatasetOptions & { readonly cache: string; readonly folder: string };
let server: DataServer | undefined;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "data-"));
  options = { folder: join(root, "folder"), cache: join(root, "cache"), manifest: manifestWith() };
  mkdirSync(join(root, "folder", "tables"), { recursive: true });
  mkdirSync(join(root, "cache", "tables"), { recursive: true });
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(root, { recursive: true, force: true });
});

function manifestWith(...urls: string[]): DataManifest {
  return {
    dataSets: [
      {
        name: "eruptions",
        title: "Eruptions",
        citation: "someone",
        licence: "free",
        files: [{ path, bytes: content.length, sha256, urls }],
        loader: "table",
        columns: [
          { name: "duration", type: "number", unit: "min" },
          { name: "waiting", type: "number", unit: "min" },
          { name: "kind", type: "text" },
        ],
        rows: 2000,
        standIn: "old-faithful-mixture",
      },
    ],
  };
}

async function loadTable(settings: LoadDatasetOptions): Promise<TableDataset> {
  const dataset = await loadDataset("eruptions", settings);
  if (dataset.kind !== "table") throw new Error(`eruptions is no table but ${dataset.kind}`);
  return dataset;
}

async function serving(
  answer: (request: IncomingMessage, response: ServerResponse, count: number) => void,
): Promise<LoadDatasetOptions> {
  server = await startServer((request, response) => answer(request, response, server!.requests.length));
  return { ...options, manifest: manifestWith(server.url) };
}

const cached = (): Buffer => readFileSync(join(options.cache, path));
const cachedNames = (): string[] => readdirSync(join(options.cache, "tables")).sort();

test("the user's folder comes first, plain or compressed, and is only read", async () => {
  for (const [name, bytes] of [
    ["geyser.csv.gz", gzipSync(content)],
    ["geyser.csv", content],
  ] as const) {
    writeFileSync(join(options.folder, "tables", name), bytes);
    writeFileSync(join(options.cache, path), content);
    const dataset = await loadDataset("eruptions", options);
    expect(dataset.source).toBe("folder");
    expect(dataset.note).toBe("Eruptions, 2000 rows: real data, tables/geyser.csv of the data folder");
  }
  expect(readdirSync(join(options.folder, "tables"))).toEqual(["geyser.csv", "geyser.csv.gz"]);
});

test("the record holds points, units and rows", async () => {
  writeFileSync(join(options.folder, path), content);
  const dataset = await loadTable(options);
  expect(dataset.points).toMatchObject({ rows: 2000, columns: 2 });
  expect([...dataset.points.values.subarray(2, 6)]).toEqual([0.125, 1, 0.25, 2]);
  expect(dataset.columns).toEqual([
    { name: "duration", type: "number", unit: "min" },
    { name: "waiting", type: "number", unit: "min" },
  ]);
  expect(dataset.rows[1]).toEqual({ duration: 0.125, waiting: 1, kind: "long" });
});

test("MODEL_COLLAPSE_DATA names the folder when the option does not", async () => {
  writeFileSync(join(options.folder, path), content);
  vi.stubEnv("MODEL_COLLAPSE_DATA", options.folder);
  const dataset = await loadDataset("eruptions", { ...options, folder: undefined });
  vi.unstubAllEnvs();
  expect(dataset.source).toBe("folder");
});

test("the cache comes second", async () => {
  writeFileSync(join(options.cache, path), content);
  const dataset = await loadDataset("eruptions", options);
  expect(dataset.source).toBe("cache");
});

test("a download comes third, is kept, and is not repeated", async () => {
  const received: number[] = [];
  const online = await serving((request, response) => serveRange(content, request, response));
  const dataset = await loadDataset("eruptions", {
    ...online,
    onProgress: (bytes, total) => {
      expect(total).toBe(content.length);
      received.push(bytes);
    },
  });
  expect(dataset.source).toBe("download");
  expect(received.at(-1)).toBe(content.length);
  expect(cached()).toEqual(content);
  expect(cachedNames()).toEqual(["geyser.csv"]);
  expect((await loadDataset("eruptions", online)).source).toBe("cache");
  expect(server!.requests).toHaveLength(1);
});

test("a compressed download is unpacked, and its progress is that of the compressed bytes", async () => {
  const packed = gzipSync(content);
  const online = await serving((request, response) => serveRange(packed, request, response));
  const progress: number[][] = [];
  const onProgress = (...step: number[]): unknown => progress.push(step);
  expect((await loadDataset("eruptions", { ...online, onProgress })).source).toBe("download");
  expect(progress.at(-1)).toEqual([packed.length, packed.length]);
  expect(cached()).toEqual(content);
});

test("a server that does not say how much comes: progress is towards the unpacked size", async () => {
  const online = await serving((_request, response) => {
    response.write(content.subarray(0, 5000));
    response.end(content.subarray(5000));
  });
  const totals = new Set<number>();
  const onProgress = (_received: number, total: number): unknown => totals.add(total);
  expect((await loadDataset("eruptions", { ...online, onProgress })).source).toBe("download");
  expect([...totals]).toEqual([content.length]);
});

test("a connection that breaks is taken up where it broke", async () => {
  let breakOff = (): unknown => undefined;
  const online = await serving((request, response, count) => {
    if (count > 1) return serveRange(content, request, response);
    breakOff = () => response.socket!.end();
    response.writeHead(200, { "content-length": content.length });
    return response.write(content.subarray(0, 5000));
  });
  const onProgress = (received: number): unknown => received === 5000 && breakOff();
  expect((await loadDataset("eruptions", { ...online, onProgress })).source).toBe("download");
  expect(server!.requests.map(({ headers }) => headers.range)).toEqual([undefined, "bytes=5000-"]);
  expect(cached()).toEqual(content);
});

test("what an earlier run left is continued, also when that run was killed", async () => {
  const online = await serving((request, response) => serveRange(content, request, response));
  for (const left of ["geyser.csv.part", "geyser.csv.part.999999999-0"]) {
    writeFileSync(join(options.cache, "tables", left), content.subarray(0, 7000));
    expect((await loadDataset("eruptions", online)).source).toBe("download");
    expect(cachedNames()).toEqual(["geyser.csv"]);
    rmSync(join(options.cache, path));
  }
  expect(server!.requests.map(({ headers }) => headers.range)).toEqual(["bytes=7000-", "bytes=7000-"]);
});

test("a part that a running process holds is left to it", async () => {
  const online = await serving((request, response) => serveRange(content, request, response));
  const held = `geyser.csv.part.${process.ppid}-0`;
  writeFileSync(join(options.cache, "tables", held), content.subarray(0, 7000));
  expect((await loadDataset("eruptions", online)).source).toBe("download");
  expect(cachedNames()).toEqual(["geyser.csv", held]);
});

test("a left part of another version is thrown away and the file fetched anew", async () => {
  const online = await serving((request, response) => serveRange(content, request, response));
  writeFileSync(join(options.cache, `${path}.part`), Buffer.alloc(7000, 65));
  expect((await loadDataset("eruptions", online)).source).toBe("download");
  expect(server!.requests.map(({ headers }) => headers.range)).toEqual(["bytes=7000-", undefined]);
  writeFileSync(join(options.cache, `${path}.part`), Buffer.alloc(content.length + 10, 65));
  rmSync(join(options.cache, path));
  expect((await loadDataset("eruptions", online)).source).toBe("download"); // by way of 416
});

test("a server without Range serves from the start", async () => {
  const online = await serving((_request, response) => response.end(content));
  writeFileSync(join(options.cache, `${path}.part`), content.subarray(0, 7000));
  expect((await loadDataset("eruptions", online)).source).toBe("download");
  expect(cached()).toEqual(content);
});

test("a download with the wrong content is set aside, and the stand-in takes its place", async () => {
  const wrong = Buffer.from(content).fill("9", 30, 31);
  const online = await serving((request, response) => serveRange(wrong, request, response));
  const dataset = await loadDataset("eruptions", online);
  const digest = createHash("sha256").update(wrong).digest("hex");
  expect(dataset.source).toBe("stand-in");
  expect(dataset.note).toContain(standIn);
  expect(dataset.note).toContain(
    `no download of ${path} from ${new URL(server!.url).host}: its sha256 is ${digest}; expected sha256 ${sha256}`,
  );
  expect(cachedNames()).toEqual(["geyser.csv.damaged"]);
});

test("a truncated download is not taken for the file", async () => {
  const online = await serving((request, response) =>
    serveRange(content.subarray(0, 9000), request, response),
  );
  const dataset = await loadDataset("eruptions", online);
  expect(dataset.source).toBe("stand-in");
  expect(dataset.note).toContain(
    `truncated: 9000 bytes in place of ${content.length}; expected sha256 ${sha256}`,
  );
  expect(existsSync(join(options.cache, path))).toBe(false);
});

test("a server that sends without end is stopped", async () => {
  const online = await serving((_request, response) => {
    const more = (): void => {
      while (response.writable && response.write(Buffer.alloc(65536)));
    };
    response.on("drain", more);
    more();
  });
  const dataset = await loadDataset("eruptions", online);
  expect(dataset.note).toContain(`longer than the ${content.length} bytes expected`);
  expect(cachedNames()).toEqual(["geyser.csv.damaged"]);
});

test("the next address is tried when one does not serve the file", async () => {
  server = await startServer((request, response) => {
    if (request.url === "/gone.csv") response.writeHead(404).end("not here");
    else serveRange(content, request, response);
  });
  const gone = new URL("/gone.csv", server.url).href;
  const dataset = await loadDataset("eruptions", { ...options, manifest: manifestWith(gone, server.url) });
  expect(dataset.source).toBe("download");
  expect(dataset.note).toContain("HTTP 404 Not Found");
});

test("a host that does not answer is asked once, however many addresses it has", async () => {
  const dead = await startServer(() => undefined);
  await dead.close();
  const manifest = manifestWith(dead.url, `${dead.url}?again`);
  const dataset = await loadDataset("eruptions", { ...options, manifest });
  expect(dataset.source).toBe("stand-in");
  expect(dataset.note.match(/ECONNREFUSED/g)).toHaveLength(1);
});

test("a server that stays silent is given up after connectSeconds, one that falls silent after stallSeconds", async () => {
  const silent = await serving(() => undefined);
  expect((await loadDataset("eruptions", { ...silent, connectSeconds: 0.05 })).note).toContain(
    "no answer for 0.05 s",
  );
  expect(server!.requests).toHaveLength(1);
  await server!.close();
  const stalling = await serving((request, response) => {
    response.writeHead(request.headers.range ? 404 : 200, { "content-length": content.length });
    response.write(content.subarray(0, 100));
  });
  expect((await loadDataset("eruptions", { ...stalling, stallSeconds: 0.05 })).source).toBe("stand-in");
  expect(cachedNames()).toEqual(["geyser.csv.part"]);
});

test("an abort stops the download, keeps what came, and is no stand-in", async () => {
  const controller = new AbortController();
  const online = await serving((_request, response) => {
    response.writeHead(200, { "content-length": content.length });
    response.write(content.subarray(0, 4000));
  });
  const loading = loadDataset("eruptions", {
    ...online,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error("interrupted by the user")),
  });
  await expect(loading).rejects.toThrow("interrupted by the user");
  expect(cachedNames()).toEqual(["geyser.csv.part"]);
  await expect(loadDataset("eruptions", { ...online, signal: controller.signal })).rejects.toThrow(
    "interrupted by the user",
  );
});

test("a damaged file in the cache is set aside and fetched again", async () => {
  const online = await serving((request, response) => serveRange(content, request, response));
  writeFileSync(join(options.cache, path), "duration,waiting,kind\n");
  const dataset = await loadDataset("eruptions", online);
  expect(dataset.source).toBe("download");
  expect(dataset.note).toContain(
    `refused ${path} in the cache, set aside as .damaged: truncated: 22 bytes in place of ${content.length}; ` +
      `expected sha256 ${sha256}`,
  );
  expect(cachedNames()).toEqual(["geyser.csv", "geyser.csv.damaged"]);
});

test("a damaged file in the user's folder is refused, left as it is, and the search goes on", async () => {
  const broken = gzipSync(content).subarray(0, 200);
  writeFileSync(join(options.folder, `${path}.gz`), broken);
  writeFileSync(join(options.cache, path), content);
  const dataset = await loadDataset("eruptions", options);
  expect(dataset.source).toBe("cache");
  expect(dataset.note).toContain(
    `refused ${path}.gz in the data folder, which is left as it is: it does not unpack (unexpected end of file)`,
  );
  expect(readFileSync(join(options.folder, `${path}.gz`))).toEqual(broken);
});

test("a compressed file that unpacks to far more than the data set is refused", async () => {
  writeFileSync(join(options.folder, `${path}.gz`), gzipSync(Buffer.alloc(10_000_000)));
  const dataset = await loadDataset("eruptions", options);
  expect(dataset.note).toContain(`it does not unpack (longer than ${content.length} bytes)`);
});

test("a cache that cannot be written is no obstacle, and no note names a folder of this machine", async () => {
  const online = await serving((request, response) => serveRange(content, request, response));
  const blocked = join(root, "file");
  writeFileSync(blocked, "in the way");
  const dataset = await loadDataset("eruptions", { ...online, folder: join(root, "none"), cache: blocked });
  expect(dataset.source).toBe("stand-in");
  expect(dataset.note).toContain("the data folder that was named does not exist");
  expect(dataset.note).toMatch(/no download of tables\/geyser\.csv from 127\.0\.0\.1:\d+: E\w+ \(mkdir\)/);
  expect(dataset.note).not.toContain(root);
});

test("without a download the stand-in takes over, the same every time", async () => {
  const [first, second] = [
    await loadTable({ ...options, download: false }),
    await loadTable({ ...options, download: false }),
  ];
  expect(first.source).toBe("stand-in");
  expect(first.rows).toEqual(second.rows);
  expect(first.points.rows).toBe(2000);
  expect(first.note).toBe(
    `${standIn}, drawn from the two-component Gaussian mixture that fits the real eruptions. ` +
      "For the real data set MODEL_COLLAPSE_DATA (see data/README.md) or go online",
  );
});

test("a table is loaded whole", async () => {
  await expect(loadDataset("eruptions", { ...options, rows: { train: 5 } })).rejects.toThrow(
    new RangeError("loadDataset: eruptions is a table, which is loaded whole; leave rows out"),
  );
});

test("an unknown name is refused with the nearest", async () => {
  await expect(loadDataset("eruption", options)).rejects.toThrow(
    new RangeError('loadDataset: unknown data set "eruption"; nearest: eruptions'),
  );
});

test("two loads at once end with one good file", async () => {
  const online = await serving((request, response) => serveRange(content, request, response));
  const both = await Promise.all([loadTable(online), loadTable(online)]);
  expect(both.map(({ source }) => source)).toEqual(["download", "download"]);
  expect(both[0].rows).toEqual(both[1].rows);
  expect(cachedNames()).toEqual(["geyser.csv"]);
});

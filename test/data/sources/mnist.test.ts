import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { loadDataset } from "../../../lib/data/sources/load-dataset";

test("MNIST loads on a machine without data and without network", async () => {
  const cache = mkdtempSync(join(tmpdir(), "cache-"));
  vi.stubEnv("MODEL_COLLAPSE_DATA", "");
  const asked = vi.fn(async () => {
    throw new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") });
  });
  vi.stubGlobal("fetch", asked);
  const dataset = await loadDataset("mnist", { cache, rows: { train: 40, test: 30 } });
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
  expect(dataset.source).toBe("stand-in");
  expect(dataset.note).toContain(
    "MNIST handwritten digits, the first 40 of 60000 train and the first 30 of 10000 test images: STAND-IN",
  );
  expect(dataset.note).toContain("without mnist/train-labels-idx1-ubyte none of the 4 files could be used");
  expect(dataset.train.images).toMatchObject({ count: 40, height: 28, width: 28 });
  expect(dataset.test.labels).toHaveLength(30);
  // Two addresses of the first file; the other three are not asked for.
  expect(asked).toHaveBeenCalledTimes(2);
});

const folder = process.env.MODEL_COLLAPSE_DATA;

test.skipIf(!folder || !existsSync(join(folder, "mnist")))(
  "the real MNIST is what the manifest says",
  async () => {
    const dataset = await loadDataset("mnist", { download: false });
    expect(dataset.source).toBe("folder");
    expect(dataset.classes).toBe(10);
    expect([dataset.train.images.count, dataset.test.images.count]).toEqual([60_000, 10_000]);
    expect([...dataset.train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...dataset.test.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
    const { values } = dataset.train.images;
    let sum = 0;
    let squares = 0;
    for (const value of values) {
      sum += value;
      squares += value * value;
    }
    // The mean and standard deviation that everyone normalises MNIST by.
    const mean = sum / values.length;
    expect(mean).toBeCloseTo(0.1307, 4);
    expect(Math.sqrt(squares / values.length - mean * mean)).toBeCloseTo(0.3081, 4);
    const few = await loadDataset("mnist", { download: false, rows: { train: 400, test: 300 } });
    expect(few.train.images.values.every((value, at) => value === values[at])).toBe(true);
    expect(few.test.labels).toEqual(dataset.test.labels.slice(0, 300));
  },
);

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { loadDataset } from "../../../lib/data/sources/load-dataset";

test("Old Faithful loads on a machine without data and without network", async () => {
  const cache = mkdtempSync(join(tmpdir(), "cache-"));
  vi.stubEnv("MODEL_COLLAPSE_DATA", "");
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("fetch failed", {
      cause: new Error("getaddrinfo ENOTFOUND raw.githubusercontent.com"),
    });
  });
  const dataset = await loadDataset("old-faithful", { cache });
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
  expect(dataset.source).toBe("stand-in");
  expect(dataset.points).toMatchObject({ rows: 272, columns: 2 });
  expect(dataset.note).toContain(
    "no download of tables/geyser.csv from raw.githubusercontent.com: getaddrinfo ENOTFOUND",
  );
  const [duration, waiting] = [0, 1].map((column) => {
    const values = dataset.rows.map((_, row) => dataset.points.values[2 * row + column]!);
    return values.reduce((sum, value) => sum + value, 0) / 272;
  });
  // Real means 3.488 and 70.90; standard deviations 1.14 and 13.6 of one row.
  expect(Math.abs(duration! - 3.488)).toBeLessThan((4 * 1.14) / Math.sqrt(272));
  expect(Math.abs(waiting! - 70.9)).toBeLessThan((4 * 13.6) / Math.sqrt(272));
});

const folder = process.env.MODEL_COLLAPSE_DATA;

test.skipIf(!folder || !existsSync(join(folder, "tables/geyser.csv")))(
  "the real Old Faithful is what the manifest says",
  async () => {
    const dataset = await loadDataset("old-faithful", { download: false });
    expect(dataset.source).toBe("folder");
    expect(dataset.rows).toHaveLength(272);
    expect(dataset.rows[0]).toEqual({ duration: 3.6, waiting: 79, kind: "long" });
  },
);

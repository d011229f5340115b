import { afterEach, expect, test, vi } from "vitest";
import { type FrontEnd, frontEndKey, type MimeBundle } from "../../lib/charts/figure";
import { showData } from "../../lib/charts/show-data";
import { type Dataset, dataMimeType } from "../../lib/data/dataset";
import { pointsFrom } from "../../lib/data/points";

const dataset: Dataset = {
  kind: "table",
  name: "eruptions",
  title: "Eruptions",
  citation: "someone",
  source: "stand-in",
  note: "Eruptions, 1 rows: STAND-IN",
  files: [],
  points: pointsFrom([[1]]),
  columns: [],
  rows: [{ duration: 1 }],
};
const world = globalThis as { [frontEndKey]?: FrontEnd };

afterEach(() => {
  delete world[frontEndKey];
  vi.restoreAllMocks();
});

test("in a kernel the note is shown and carried for the report", () => {
  const shown: MimeBundle[] = [];
  world[frontEndKey] = { display: (bundle) => shown.push(bundle), clearOutput: vi.fn(), track: vi.fn() };
  expect(showData(dataset)).toBe(dataset);
  const { name, source, note, files } = dataset;
  expect(shown).toEqual([{ [dataMimeType]: { name, source, note, files }, "text/plain": note }]);
});

test("outside a kernel the note is printed", () => {
  const print = vi.spyOn(console, "log").mockImplementation(() => undefined);
  showData(dataset);
  expect(print).toHaveBeenCalledWith("Eruptions, 1 rows: STAND-IN");
});

import { describe, expect, test } from "vitest";
import { barChart } from "../../lib/charts/bar-chart";
import { contourFrames } from "../../lib/charts/contour-frames";
import { figureTable } from "../../lib/charts/figure-table";
import { heatMap } from "../../lib/charts/heat-map";
import { histogramChart } from "../../lib/charts/histogram-chart";
import { imageGrid } from "../../lib/charts/image-grid";
import { lineChart } from "../../lib/charts/line-chart";
import { ridgelineChart } from "../../lib/charts/ridgeline-chart";
import { smallMultiples } from "../../lib/charts/small-multiples";

const axes = { x: { title: "x" }, y: { title: "y" } };

describe("the data behind a figure", () => {
  test("a curve has its band beside it, a reference none, a point its error bar", () => {
    const figure = lineChart({
      title: "T",
      ...axes,
      series: [
        { name: "a <b>", x: [1, 2], y: [3, 4], lower: [2, 3], upper: [5, 6] },
        { name: "p", x: [1], y: [3], lower: [2], upper: [4.5], connected: false },
      ],
      references: [{ name: "theory", value: 3 }],
    });
    expect(figureTable(figure)).toEqual([
      { series: "a <b>", kind: "line", x: 1, y: 3, lower: 2, upper: 5 },
      { series: "a <b>", kind: "line", x: 2, y: 4, lower: 3, upper: 6 },
      { series: "p", kind: "points", x: 1, y: 3, lower: 2, upper: 4.5 },
      { series: "theory", kind: "line", x: 1, y: 3 },
      { series: "theory", kind: "line", x: 2, y: 3 },
    ]);
  });

  test("replicates under one name are told apart", () => {
    const series = [
      {
        name: "a",
        x: [0, 1],
        y: [1, 2],
        individuals: [
          [1, 1],
          [1, 3],
        ],
      },
    ];
    const rows = figureTable(lineChart({ title: "T", ...axes, series }));
    expect(rows.map(({ part, y }) => [part, y])).toEqual([
      [1, 1],
      [1, 1],
      [2, 1],
      [2, 3],
      [undefined, 1],
      [undefined, 2],
    ]);
  });

  test("bars have their categories", () => {
    const series = [{ name: "s", values: [1, 2], errors: [0.5, 0.25] }];
    const figure = barChart({
      title: "T",
      x: { title: "" },
      y: axes.y,
      categories: ["one", "=two"],
      series,
    });
    expect(figureTable(figure)).toEqual([
      { series: "s", kind: "bar", category: "one", x: 0, y: 1, lower: 0.5, upper: 1.5 },
      { series: "s", kind: "bar", category: "=two", x: 1, y: 2, lower: 1.75, upper: 2.25 },
    ]);
  });

  test("bins have both edges", () => {
    const samples = [{ name: "s", values: [0, 0, 0.5, 2] }];
    const rows = figureTable(
      histogramChart({ title: "T", x: { title: "x", range: [0, 2] }, samples, bins: 2, scale: "count" }),
    );
    expect(rows).toEqual([
      { series: "s", kind: "bin", x: 0, xEnd: 1, y: 3 },
      { series: "s", kind: "bin", x: 1, xEnd: 2, y: 1 },
    ]);
  });

  test("rows of a ridgeline chart are shares, wherever they stand", () => {
    const samples = [
      { name: "Generation 0", values: [0, 0, 0, 1] },
      { name: "Generation 9", values: [1, 1, 1, 1] },
    ];
    const figure = ridgelineChart({ title: "T", x: { title: "x", range: [-0.5, 1.5] }, samples, bins: 2 });
    const bins = figureTable(figure).filter(({ kind }) => kind === "bin");
    expect(bins.map(({ series, x, y }) => [series, x, y])).toEqual([
      ["Generation 0", -0.5, 0.75],
      ["Generation 0", 0.5, 0.25],
      ["Generation 9", -0.5, 0],
      ["Generation 9", 0.5, 1],
    ]);
  });

  test("cells of a heat map have their number", () => {
    const grid = {
      x: [1, 2],
      y: [5, 6],
      z: [
        [1, 10],
        [100, 1000],
      ],
    };
    const rows = figureTable(heatMap({ title: "T", ...axes, grid, colour: { title: "c", log: true } }));
    expect(rows.map(({ kind, x, y, value }) => [kind, x, y, value])).toEqual([
      ["cell", 1, 5, 1],
      ["cell", 2, 5, 10],
      ["cell", 1, 6, 100],
      ["cell", 2, 6, 1000],
    ]);
  });

  test("panels and frames are named", () => {
    const panels = [
      { label: "Generation 0", series: [{ name: "a", x: [0, 1], y: [1, 2] }] },
      { label: "Generation 5", series: [{ name: "a", x: [0, 1], y: [3, 4] }] },
    ];
    const heights = (rows: ReturnType<typeof figureTable>) =>
      rows.map(({ panel, frame, y }) => [panel ?? frame, y]);
    const expected = [
      ["Generation 0", 1],
      ["Generation 0", 2],
      ["Generation 5", 3],
      ["Generation 5", 4],
    ];
    expect(heights(figureTable(smallMultiples({ title: "T", ...axes, panels })))).toEqual(expected);
    expect(heights(figureTable(contourFrames({ title: "T", ...axes, frames: panels })))).toEqual(expected);
  });

  test("a density has a row for each point of its grid", () => {
    const contour = {
      x: [0, 1],
      y: [2, 3],
      z: [
        [1, 2],
        [0, 4],
      ],
    };
    const rows = figureTable(smallMultiples({ title: "T", ...axes, panels: [{ label: "p", contour }] }));
    expect(rows.map(({ kind, x, y, value }) => [kind, x, y, value])).toEqual([
      ["contour", 0, 2, 0.25],
      ["contour", 1, 2, 0.5],
      ["contour", 0, 3, 0],
      ["contour", 1, 3, 1],
    ]);
  });

  test("pictures have none", () => {
    const rows = [{ label: "Generation 0", images: [Float64Array.of(0, 1, 1, 0)] }];
    expect(figureTable(imageGrid({ title: "T", rows, imageHeight: 2, imageWidth: 2 }))).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["no lists", { data: "x", layout: null }],
    [
      "odd traces",
      { data: [null, 1, { x: 3, y: { dtype: "f8" } }, { type: "contour", z: [1, [2]] }], layout: [] },
    ],
    ["odd frames", { data: [], layout: { sliders: 3 }, frames: [null, { data: 7 }] }],
  ])("of figures made elsewhere, %s are passed over", (_, figure) => {
    const { data, layout, frames } = figure as Parameters<typeof figureTable>[0];
    const rows = figureTable({ data, layout, ...(frames ? { frames } : {}) });
    expect(rows.every(({ y }) => y === undefined)).toBe(true);
  });
});

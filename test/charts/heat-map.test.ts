import { describe, expect, test } from "vitest";
import type { Figure } from "../../lib/charts/figure";
import { heatMap } from "../../lib/charts/heat-map";
import { okabeIto } from "../../lib/charts/palette";
import { figureToPng, figureToSvg } from "../../lib/charts/static/image";
import { describeFigure } from "../../lib/charts/summary";

// biome-ignore lint/suspicious/noExplicitAny: figures are plain JSON, and the assertions say what they hold
type Loose = any;
const layout = (figure: Figure) => figure.layout as Loose;
const trace = (figure: Figure, index: number) => figure.data[index] as Loose;

const settings = {
  title: "Three by two",
  x: { title: "rows", log: true },
  y: { title: "share", format: ".0%" },
  grid: {
    x: [10, 100, 1000],
    y: [0.1, 0.3],
    z: [
      [1, 0.1, 10],
      [1, 10, 100],
    ],
  },
  colour: { title: "error", unit: "of the real rows", log: true, middle: 1 },
};

describe("heatMap", () => {
  test("cells meet half way between their positions, as displayed", () => {
    const { shapes } = layout(heatMap(settings));
    expect(shapes).toHaveLength(6);
    expect(shapes[1].x0).toBeCloseTo(10 ** 1.5, 3);
    expect(shapes[1].x1).toBeCloseTo(10 ** 2.5, 2);
    expect([shapes[1].y0, shapes[1].y1, shapes[3].y0, shapes[3].y1]).toEqual([0, 0.2, 0.2, 0.4]);
    expect(layout(heatMap(settings)).xaxis.range[1]).toBeCloseTo(3.5, 12);
  });

  test("colours diverge from the middle, in ratios on a log scale", () => {
    const fills = layout(heatMap(settings)).shapes.map((shape: Loose) => shape.fillcolor);
    expect(fills[0]).toBe("#ffffff");
    expect(fills[5].toUpperCase()).toBe(okabeIto.vermillion);
    expect(fills[2]).toBe(fills[4]);
    const half = (white: number, full: number) => Math.round((white + full) / 2);
    expect(fills[1]).toBe(
      `#${[half(255, 0), half(255, 0x72), half(255, 0xb2)].map((c) => c.toString(16)).join("")}`,
    );
    expect(trace(heatMap(settings), 0).marker).toMatchObject({ cmin: -2, cmax: 2, opacity: 0 });
  });

  test("without a middle they go from white to blue; ends can be set", () => {
    const figure = heatMap({ ...settings, colour: { title: "error", range: [0, 10] } });
    const fills = layout(figure).shapes.map((shape: Loose) => shape.fillcolor.toUpperCase());
    expect(fills[2]).toBe(okabeIto.blue);
    expect(fills[5]).toBe(okabeIto.blue);
    expect(trace(figure, 0).marker).toMatchObject({ cmin: 0, cmax: 10 });
  });

  test("is described in words, with the closed forms over it", () => {
    const references = [{ name: "break-even", points: { x: [10, 1000], y: [0.3, 0.1] } }];
    const figure = heatMap({ ...settings, references });
    expect(describeFigure(figure)).toContain("error: 0.1 to 100 in 6 cells\n  break-even: 0.3 → 0.1");
    expect(trace(figure, 1)).toMatchObject({ mode: "lines", x: [10, 1000] });
  });

  test("is drawn without a browser: every cell, its colour and the scale", async () => {
    const svg = await figureToSvg(heatMap(settings));
    for (const colour of ["rgb(213, 94, 0)", "rgb(255, 255, 255)"]) expect(svg).toContain(colour);
    expect(svg).toContain("error (of the real rows)");
    expect((await figureToPng(heatMap(settings))).length).toBeGreaterThan(5000);
  });

  test.each<[string, object, string]>([
    [
      "an empty axis",
      { grid: { x: [], y: [1], z: [[]] } },
      "heatMap needs at least one position on x, got none",
    ],
    [
      "rows of other lengths",
      { grid: { x: [1, 2], y: [1], z: [[1]] } },
      "heatMap needs 1 rows (y) of 2 numbers (x), got 1 rows of 1",
    ],
    [
      "positions that fall",
      { grid: { x: [2, 1], y: [1], z: [[1, 1]] } },
      "positions on x that increase, got 2, 1",
    ],
    ["a zero on a log scale", { grid: { x: [1], y: [1], z: [[0]] } }, "needs numbers above 0 on a log axis"],
    ["a cell that is not finite", { grid: { x: [1], y: [1], z: [[Infinity]] } }, "needs finite numbers"],
    [
      "ends that fall",
      { colour: { title: "error", range: [2, 1] } },
      'increasing ends of colour scale "error"',
    ],
  ])("refuses %s", (_, changes, message) => {
    expect(() => heatMap({ ...settings, ...changes })).toThrow(message);
  });

  test("a map of one cell has a width", () => {
    const { shapes } = layout(heatMap({ ...settings, grid: { x: [1], y: [1], z: [[3]] } }));
    expect(shapes[0].x1).toBeGreaterThan(shapes[0].x0);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { barChart } from "../../lib/charts/bar-chart";
import { contourFrames } from "../../lib/charts/contour-frames";
import type { Figure } from "../../lib/charts/figure";
import { histogramChart } from "../../lib/charts/histogram-chart";
import { lineChart } from "../../lib/charts/line-chart";
import { colourOf } from "../../lib/charts/palette";
import { scatterChart } from "../../lib/charts/scatter-chart";
import { smallMultiples } from "../../lib/charts/small-multiples";
import { describeFigure } from "../../lib/charts/summary";
import { textWidth } from "../../lib/charts/text";
import { pointsFrom } from "../../lib/data/points";

// biome-ignore lint/suspicious/noExplicitAny: figures are plain JSON, and the assertions say what they hold
type Loose = any;

const x = { title: "generation" };
const y = { title: "variance", unit: "nats" };
const trace = (figure: Figure, index: number) => figure.data[index] as Loose;
const layout = (figure: Figure) => figure.layout as Loose;

describe("lineChart", () => {
  const series = { name: "replace", y: [3, 2, 1], lower: [2, 1, 0.5], upper: [4, 3, 2] };

  test("draws bands below curves, in the colour of the regime", () => {
    const figure = lineChart({ title: "t", x, y, series: [series, { name: "accumulate", y: [3, 3, 3] }] });
    expect(figure.data.map(({ fill, name }) => [fill, name])).toEqual([
      ["toself", "replace"],
      [undefined, "replace"],
      [undefined, "accumulate"],
    ]);
    expect(trace(figure, 0).x).toEqual([0, 1, 2, 2, 1, 0]);
    expect(trace(figure, 0).y).toEqual([4, 3, 2, 0.5, 1, 2]);
    expect(trace(figure, 1).line.color).toBe(colourOf("replace"));
    expect(figure.data.map(({ showlegend }) => showlegend)).toEqual([false, true, true]);
    expect(layout(figure).yaxis.title.text).toBe("variance (nats)");
  });

  test("holds curves against lines, curves and published points", () => {
    const figure = lineChart({
      title: "t",
      x,
      y,
      series: [series],
      references: [
        { name: "bound", value: 1.645 },
        { name: "start", value: 1, axis: "x" },
        { name: "printed", style: "published", points: { x: [2], y: [1] } },
      ],
    });
    expect([trace(figure, 2).x, trace(figure, 2).y]).toEqual([
      [0, 2],
      [1.645, 1.645],
    ]);
    expect([trace(figure, 3).x, trace(figure, 3).y]).toEqual([
      [1, 1],
      [0.5, 4],
    ]);
    expect(trace(figure, 2).line.dash).toBe("dash");
    expect(trace(figure, 4)).toMatchObject({ mode: "markers", x: [2], y: [1] });
  });

  test("points that are not connected have error bars in place of a band", () => {
    const figure = lineChart({ title: "t", x, y, series: [{ ...series, connected: false }] });
    expect(figure.data).toHaveLength(1);
    expect(trace(figure, 0)).toMatchObject({ mode: "markers", y: [3, 2, 1] });
    expect(trace(figure, 0).error_y).toMatchObject({ array: [1, 1, 1], arrayminus: [1, 1, 0.5] });
    expect(trace(figure, 0).line).toBeUndefined();
    const half = { name: "a", y: [1], upper: [1], connected: false };
    expect(() => lineChart({ title: "t", x, y, series: [half] })).toThrow(
      'series "a" needs lower and upper together, got only upper',
    );
  });

  test("references of one name look alike and have one entry in the legend", () => {
    const curve = (value: number) => ({ name: "closed form", points: { x: [0, 2], y: [value, value] } });
    const references = [curve(1), curve(2), { name: "limit", value: 3 }];
    const figure = lineChart({ title: "t", x, y, series: [series], references });
    const drawn = [2, 3, 4].map((index) => [trace(figure, index).line.dash, trace(figure, index).showlegend]);
    expect(drawn).toEqual([
      ["dash", true],
      ["dash", false],
      ["dot", true],
    ]);
  });

  test("single replicates lie in one faint trace with gaps", () => {
    const figure = lineChart({
      title: "t",
      x,
      y,
      series: [
        {
          name: "a",
          y: [1, 2],
          individuals: [
            [1, 1],
            [2, 3],
          ],
        },
      ],
    });
    expect(trace(figure, 0).y).toEqual([1, 1, null, 2, 3, null]);
  });

  test("long curves are thinned, bands with them", () => {
    const long = Array.from({ length: 2001 }, (_, g) => 2 + Math.sin(g));
    const figure = lineChart({
      title: "t",
      x,
      y,
      series: [{ name: "a", y: long, lower: long, upper: long }],
    });
    expect(trace(figure, 1).x.length).toBeLessThanOrEqual(400);
    expect(trace(figure, 0).x.length).toBe(2 * trace(figure, 1).x.length);
    expect(JSON.stringify(figure).length).toBeLessThan(25_000);
  });

  test("long titles are wrapped inside the image and push the data down", () => {
    const title = "The variance of a chain that replaces its data decays at the rate of the theorem ".repeat(
      3,
    );
    const wide = lineChart({ title: "short", x, y, series: [series] });
    const figure = lineChart({ title, subtitle: title, x, y, series: [series] });
    for (const line of layout(figure).title.text.split("<br>")) {
      expect(textWidth(line, 18, "semibold")).toBeLessThanOrEqual(800 - 32);
    }
    expect(layout(figure).margin.t).toBeGreaterThan(layout(wide).margin.t + 80);
  });

  test("a log axis shows powers of ten and takes a floor for what has vanished", () => {
    const settings = { title: "t", x, series: [{ name: "replace", y: [1, 1e-8, 0] }] };
    const figure = lineChart({ ...settings, y: { title: "variance", log: true, floor: 1e-12 } });
    expect(trace(figure, 0).y).toEqual([1, 1e-8, 1e-12]);
    expect(layout(figure).yaxis).toMatchObject({ type: "log", dtick: 2 });
    expect(layout(figure).yaxis.title.text).toContain("1e-12 stands for anything smaller");
    expect(() => lineChart({ ...settings, y: { title: "variance", log: true } })).toThrow(
      'lineChart: y of series "replace" needs numbers above 0 on a log axis, got 0 at index 2; ' +
        "set the axis's floor to draw such numbers there, or use a linear axis",
    );
  });

  test.each([
    ["no series", { series: [] }, "lineChart needs at least one series"],
    ["no title", { title: " ", series: [series] }, "needs a title that states the finding"],
    ["an empty series", { series: [{ name: "a", y: [] }] }, 'y of series "a" needs at least one number'],
    [
      "NaN",
      { series: [{ name: "a", y: [1, Number.NaN] }] },
      'y of series "a" needs finite numbers, got NaN at index 1',
    ],
    [
      "infinity",
      { series: [{ name: "a", y: [Infinity] }] },
      "got Infinity at index 0; leave such points out",
    ],
    ["unequal x", { series: [{ name: "a", x: [1], y: [1, 2] }] }, "as many numbers as x (1), got 2"],
    ["an unequal band", { series: [{ name: "a", y: [1, 2], lower: [1], upper: [1, 2] }] }, "lower of series"],
    [
      "half a band",
      { series: [{ name: "a", y: [1], lower: [1] }] },
      "needs lower and upper together, got only lower",
    ],
    ["an axis without title", { x: { title: "" }, series: [series] }, "needs a title for every axis"],
    [
      "a turned range",
      { x: { title: "g", range: [2, 1] as const }, series: [series] },
      "needs an increasing pair",
    ],
    [
      "a floor of 0",
      { y: { title: "v", log: true, floor: 0 }, series: [series] },
      "needs to be above 0, got 0",
    ],
    ["no room", { height: 120, series: [series] }, "40 pixels of height beside its texts"],
  ])("refuses %s", (_, settings, message) => {
    expect(() => lineChart({ title: "t", x, y, ...settings } as never)).toThrow(message);
    expect(() => lineChart({ title: "t", x, y, ...settings } as never)).toThrow(RangeError);
  });
});

describe("scatterChart", () => {
  const points = pointsFrom([
    [0, 10],
    [1, 20],
  ]);
  const unit = {
    mean: [0, 0],
    covariance: [
      [1, 0],
      [0, 1],
    ],
  };

  test("draws groups, ellipses of 1 and 2 standard deviations and means", () => {
    const figure = scatterChart({ title: "t", x, y, groups: [{ name: "real", points, ellipses: [unit] }] });
    expect([trace(figure, 0).x, trace(figure, 0).y]).toEqual([
      [0, 1],
      [10, 20],
    ]);
    const gaps = trace(figure, 1).x.filter((value: unknown) => value === null);
    expect(gaps).toHaveLength(3);
    expect(Math.max(...trace(figure, 1).x)).toBeCloseTo(2, 4);
  });

  test("equal scales give one unit the same length on both axes", () => {
    const figure = scatterChart({ title: "t", x, y, equalScale: true, groups: [{ name: "real", points }] });
    const { width, height, margin, xaxis, yaxis } = layout(figure);
    const perUnit = (range: number[], pixels: number) => pixels / (range[1] - range[0]);
    expect(perUnit(xaxis.range, width - margin.l - margin.r)).toBeCloseTo(
      perUnit(yaxis.range, height - margin.t - margin.b),
      6,
    );
  });

  test("refuses what is not in the plane", () => {
    const group = { name: "deep", points: pointsFrom([[1, 2, 3]]) };
    expect(() => scatterChart({ title: "t", x, y, groups: [group] })).toThrow(
      'group "deep" need 2 columns, got 3',
    );
    expect(() => scatterChart({ title: "t", x, y, groups: [] })).toThrow("at least one group");
    expect(() => scatterChart({ title: "t", x, y, groups: [{ name: "a" }] })).toThrow(
      "needs points or ellipses",
    );
    expect(() =>
      scatterChart({
        title: "t",
        x,
        y: { title: "v", log: true },
        equalScale: true,
        groups: [{ name: "a", points }],
      }),
    ).toThrow("two linear axes for equalScale");
  });

  test("a group without points keeps its entry in the legend, beside one that has some", () => {
    const none = { name: "died out", points: { x: [], y: [] } };
    const figure = scatterChart({ title: "t", x, y, groups: [{ name: "real", points }, none] });
    expect(trace(figure, 1)).toMatchObject({ name: "died out", x: [], showlegend: true });
    expect(() => scatterChart({ title: "t", x, y, groups: [none] })).toThrow(
      'x of series "died out" needs at least one number',
    );
  });
});

const grid = {
  x: [0, 1, 2],
  y: [0, 1],
  z: [
    [1, 2, 4],
    [2, 4, 8],
  ],
};
const frame = (label: string) => ({
  label,
  contour: grid,
  groups: [{ name: "samples", points: { x: [1], y: [1] } }],
});

describe("smallMultiples", () => {
  test("gives every panel its own axes on one scale, and one legend entry a name", () => {
    const panels = ["a", "b", "c", "d", "e", "f", "g"].map(frame);
    const figure = smallMultiples({ title: "t", x, y, panels });
    expect(Object.keys(figure.layout).filter((key) => key.startsWith("xaxis"))).toHaveLength(7);
    expect(layout(figure).xaxis5.matches).toBe("x");
    expect(figure.data.filter(({ showlegend }) => showlegend === true)).toHaveLength(1);
    const domains = panels.map((_, i) => layout(figure)[`xaxis${i === 0 ? "" : i + 1}`].domain);
    expect(domains[0][1]).toBeLessThan(domains[1][0]);
    expect(domains[4]).toEqual(domains[0]);
    expect([layout(figure).yaxis.showticklabels, layout(figure).yaxis2.showticklabels]).toEqual([
      true,
      false,
    ]);
  });

  test("a long title of the y axis is broken, and has the room for its lines", () => {
    const draw = (title: string) =>
      layout(smallMultiples({ title: "t", x, y: { title }, panels: [frame("a"), frame("b")] }));
    const [short, long] = [
      draw("Variance"),
      draw("Share of the variance that is kept after all of the refits"),
    ];
    const titleOf = (drawn: typeof short) =>
      drawn.annotations.find(({ textangle }: { textangle?: number }) => textangle);
    expect(titleOf(long).text.split("<br>")).toHaveLength(2);
    expect(long.margin.l - short.margin.l).toBe(17);
    expect(titleOf(long).xshift - titleOf(short).xshift).toBe(-17);
  });

  test("contours are shares of the peak", () => {
    const figure = smallMultiples({ title: "t", x, y, panels: [frame("a")] });
    expect(trace(figure, 0).z).toEqual([
      [0.125, 0.25, 0.5],
      [0.25, 0.5, 1],
    ]);
  });

  test("refuses empty panels and grids that do not fit", () => {
    const draw = (panel: object) => smallMultiples({ title: "t", x, y, panels: [panel as never] });
    expect(() => smallMultiples({ title: "t", x, y, panels: [] })).toThrow("at least one panel");
    expect(() => draw({ label: "p" })).toThrow('at least one contour, group or series in panel "p"');
    expect(() => draw({ label: "p", contour: { ...grid, z: [[1, 2, 3]] } })).toThrow(
      "2 rows (y) of 3 numbers (x)",
    );
    expect(() =>
      draw({
        label: "p",
        contour: {
          ...grid,
          z: [
            [0, 0, 0],
            [0, 0, 0],
          ],
        },
      }),
    ).toThrow("a positive peak");
    expect(() => smallMultiples({ title: "t", x, y, columns: 0, panels: [frame("a")] })).toThrow(
      "1 to 12 columns",
    );
  });
});

describe("contourFrames", () => {
  const frames = ["generation 0", "generation 50", "generation 2000"].map(frame);
  const figure = contourFrames({ title: "t", x, y, frames });

  test("has a frame and a step for each generation, and the same traces in each frame", () => {
    expect(figure.frames).toHaveLength(3);
    expect(figure.frames!.every(({ data }) => (data as unknown[]).length === figure.data.length)).toBe(true);
    const [slider] = layout(figure).sliders;
    expect(slider.steps.map(({ label }: { label: string }) => label)).toEqual(["0", "50", "2000"]);
    expect(slider.currentvalue.prefix).toBe("generation ");
    expect(slider.steps.map(({ args }: Loose) => args[0][0])).toEqual(figure.frames!.map(({ name }) => name));
    expect(layout(figure).xaxis.autorange).toBe(false);
  });

  test("is drawn still as small multiples", () => {
    expect(Object.keys(figure.still!.layout).filter((key) => key.startsWith("yaxis"))).toHaveLength(3);
  });

  test("shows clouds of points by class, one of which dies out", () => {
    const cloud = (label: string, second: number[]) => ({
      label,
      groups: [
        { name: "0", points: { x: [1, 2], y: [1, 3] } },
        { name: "1", points: { x: second, y: second } },
      ],
    });
    const moving = contourFrames({
      title: "t",
      x,
      y,
      frames: [cloud("generation 0", [5]), cloud("generation 1", [])],
    });
    const shown = moving.frames!.map(({ data }) => (data as Loose[]).map((points) => points.x));
    expect(shown).toEqual([
      [[1, 2], [5]],
      [[1, 2], []],
    ]);
    const colours = moving.frames!.map(({ data }) => (data as Loose[]).map(({ marker }) => marker.color));
    expect(colours[1]).toEqual(colours[0]);
    expect(moving.still!.data.filter(({ showlegend }) => showlegend).map(({ name }) => name)).toEqual([
      "0",
      "1",
    ]);
  });

  test("refuses frames that differ in kind", () => {
    const odd = { label: "odd", contour: grid };
    expect(() => contourFrames({ title: "t", x, y, frames: [frame("even"), odd] })).toThrow(
      'contourFrames needs frames of the same kind: "even" holds contour density, scatter samples, "odd" holds contour density',
    );
  });
});

describe("histogramChart", () => {
  test("density has area 1, shares sum to 1, counts to the sample size, for any sample", () => {
    const sample = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), {
      minLength: 2,
      maxLength: 200,
    });
    fc.assert(
      fc.property(sample, fc.boolean(), fc.integer({ min: 1, max: 30 }), (values, log, bins) => {
        fc.pre(Math.max(...values) > 1.01 * Math.min(...values));
        const area = (scale: "density" | "share" | "count") => {
          const figure = histogramChart({
            title: "t",
            x: { title: "v", log },
            bins,
            scale,
            samples: [{ name: "s", values }],
          });
          const { x: edges, y: heights } = trace(figure, 0) as { x: number[]; y: number[] };
          let sum = 0;
          for (let i = 1; i < edges.length - 2; i += 2) {
            sum += heights[i] * (scale === "density" ? edges[i + 1] - edges[i] : 1);
          }
          return sum;
        };
        expect(area("count")).toBe(values.length);
        expect(area("share")).toBeCloseTo(1, 3);
        expect(area("density")).toBeCloseTo(1, 2); // edges and heights are shortened
      }),
      { numRuns: 40 },
    );
  });

  test("values outside the range still count in the whole", () => {
    const figure = histogramChart({
      title: "t",
      x: { title: "v", range: [0, 1] },
      bins: 1,
      scale: "share",
      samples: [{ name: "s", values: [0.5, 5] }],
    });
    expect(Math.max(...trace(figure, 0).y)).toBe(0.5);
  });

  test("refuses empty samples and impossible bins", () => {
    expect(() => histogramChart({ title: "t", x, samples: [] })).toThrow("at least one sample");
    expect(() => histogramChart({ title: "t", x, samples: [{ name: "s", values: [] }] })).toThrow(
      'series "s"',
    );
    expect(() => histogramChart({ title: "t", x, bins: 0, samples: [{ name: "s", values: [1] }] })).toThrow(
      "1 to 1000 bins",
    );
  });
});

describe("barChart", () => {
  const settings = {
    title: "t",
    x: { title: "" },
    y: { title: "share" },
    categories: ["a", "kernel density estimate"],
  };

  test("draws a bar a category with error bars from 0", () => {
    const figure = barChart({
      ...settings,
      series: [{ name: "replace", values: [0.1, 0.2], errors: [0.01, 0.02] }],
    });
    expect(trace(figure, 0)).toMatchObject({
      type: "bar",
      x: [0, 1],
      y: [0.1, 0.2],
      error_y: { array: [0.01, 0.02] },
    });
    expect(layout(figure).yaxis.rangemode).toBe("tozero");
  });

  test("refuses lengths that differ", () => {
    const draw = (series: object) => barChart({ ...settings, series: [series as never] });
    expect(() => draw({ name: "r", values: [1] })).toThrow("as many numbers as categories (2), got 1");
    expect(() => draw({ name: "r", values: [1, 2], errors: [1] })).toThrow("errors of series");
    expect(() => barChart({ ...settings, categories: [], series: [] })).toThrow("at least one category");
  });
});

describe("describeFigure", () => {
  test("says title, subtitle and where each series starts and ends", () => {
    const figure = lineChart({
      title: "Variance <sub>g</sub> dies",
      subtitle: "60 chains",
      x,
      y,
      series: [{ name: "replace", y: [1, 0.5] }],
      references: [{ name: "printed", style: "published", points: { x: [1], y: [0.4] } }],
    });
    expect(describeFigure(figure)).toBe(
      "Variance _g dies\n60 chains\n  replace: 1 → 0.5 (x from 0 to 1)\n  printed: 0.4 at 1",
    );
  });

  test("makes do with figures made elsewhere", () => {
    expect(describeFigure({ data: [{ name: "a" }, {}], layout: { title: { text: "One<br>two" } } })).toBe(
      "One two\n  a",
    );
    expect(describeFigure({ data: [], layout: {} })).toBe("Chart");
  });
});

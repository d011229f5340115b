import { describe, expect, test } from "vitest";
import { lineChart } from "../../lib/charts/line-chart";
import { colourOf, shade } from "../../lib/charts/palette";
import { estimateCurve } from "../../lib/charts/replicate-curve";
import { ridgelineChart } from "../../lib/charts/ridgeline-chart";
import { figureToPng } from "../../lib/charts/static/image";
import { describeFigure } from "../../lib/charts/summary";
import { proportionAndStandardError } from "../../lib/metrics/summaries";

// biome-ignore lint/suspicious/noExplicitAny: figures are plain JSON, and the assertions say what they hold
type Loose = any;

const x = { title: "Perplexity of a text", log: true };
const samples = [
  { name: "Generation 0", values: [10, 10, 100, 1000] },
  { name: "Generation 5", values: [10, 100, 100, 100] },
];

describe("ridgelineChart", () => {
  const settings = { title: "Rows", x: { ...x, range: [10, 1000] as const }, samples, bins: 2 };

  test("has a row for each sample, bars on one scale, the first on top", () => {
    const { data, layout } = ridgelineChart(settings) as Loose;
    const rows = data.filter(({ fill }: Loose) => fill === "toself");
    expect(rows.map(({ name }: Loose) => name)).toEqual(["Generation 0", "Generation 5"]);
    expect(layout.yaxis.tickvals).toEqual([1, 0]);
    expect(layout.yaxis.ticktext).toEqual(["Generation 0", "Generation 5"]);
    // Shares ½ and ½ above; below ¼ and ¾, the highest of all. Steps: ground, two bins of two corners, ground.
    const tallest = rows[1].y[3];
    expect(rows[0].y.map((y: number) => (y - 1) / tallest)).toEqual(
      [0, 2 / 3, 2 / 3, 2 / 3, 2 / 3, 0].map((y) => expect.closeTo(y, 4)),
    );
    expect(rows[1].y.map((y: number) => y / tallest)).toEqual(
      [0, 1 / 3, 1 / 3, 1, 1, 0].map((y) => expect.closeTo(y, 4)),
    );
    expect(tallest).toBeLessThan(1); // no bar reaches the row above
    expect(rows[0].x).toEqual([10, 10, 100, 100, 1000, 1000]);
  });

  test("colours go from light to dark, roles of their own stay", () => {
    const { data } = ridgelineChart({
      ...settings,
      samples: [...samples, { name: "Real text", values: [50] }],
    }) as Loose;
    const colours = data.filter(({ fill }: Loose) => fill).map(({ line }: Loose) => line.color);
    const synthetic = colourOf("synthetic");
    expect(colours).toEqual([shade(synthetic, 0, 2), shade(synthetic, 1, 2), colourOf("real")]);
  });

  test("the background stands in every row and once in the legend, with references and quantiles", () => {
    const figure = ridgelineChart({
      ...settings,
      background: { name: "Real text", values: [100, 100] },
      references: [{ name: "95 % of real text", axis: "x", value: 300 }],
    }) as Loose;
    const outlines = figure.data.filter(({ name, fill }: Loose) => name === "Real text" && !fill);
    expect(outlines.map(({ showlegend }: Loose) => showlegend)).toEqual([true, false]);
    expect(outlines[1].y.map((y: number) => y + 1)).toEqual(
      outlines[0].y.map((y: number) => expect.closeTo(y, 4)),
    );
    const line = figure.data[figure.data.length - 1];
    expect(line).toMatchObject({ name: "95 % of real text", x: [300, 300], showlegend: true });
    expect(line.y).toEqual(figure.layout.yaxis.range.map((y: number) => expect.closeTo(y, 4)));
    const medians = figure.data.filter(({ mode }: Loose) => mode === "markers");
    expect(medians.map(({ x: at }: Loose) => at)).toEqual([[55], [100]]);
    expect(describeFigure(figure)).toBe(
      [
        "Rows",
        "  Generation 0: median 55, 5 % to 95 %: 10 to 865 (4 values)",
        "  Generation 5: median 100, 5 % to 95 %: 23.5 to 100 (4 values)",
        "  Real text: median 100, 5 % to 95 %: 100 to 100 (2 values)",
      ].join("\n"),
    );
  });

  test("values outside the range are in no bar, a median outside not drawn", () => {
    const outside = [{ name: "Generation 0", values: [20, 5000, 6000] }];
    const { data } = ridgelineChart({ ...settings, samples: outside }) as Loose;
    expect(data.find(({ mode }: Loose) => mode === "markers").x).toEqual([null]);
    expect(data[1].x).toEqual([1000, 1000].map((end, at) => (at === 0 ? expect.any(Number) : end)));
  });

  test("is drawn as a picture", async () => {
    const png = await figureToPng(ridgelineChart({ ...settings, background: samples[0] }));
    expect(png.length).toBeGreaterThan(5000);
    expect(png.length).toBeLessThan(60_000);
  });

  test("refuses what it cannot draw", () => {
    expect(() => ridgelineChart({ ...settings, samples: [] })).toThrow(
      "ridgelineChart needs at least one sample, got none",
    );
    expect(() => ridgelineChart({ ...settings, bins: 0 })).toThrow(
      "ridgelineChart needs 1 to 1000 bins, got 0",
    );
    expect(() => ridgelineChart({ ...settings, samples: [{ name: "a", values: [1, 0] }] })).toThrow(
      'ridgelineChart: values of series "a" needs numbers above 0 on a log axis, got 0 at index 1',
    );
  });
});

test("estimates become a curve with its band, as the series of a line chart", () => {
  const shares = [10, 50].map((count) => proportionAndStandardError(count, 100));
  const curve = estimateCurve(shares);
  expect([...curve.y]).toEqual([0.1, 0.5]);
  expect(curve.upper[1]! - curve.lower[1]!).toBeCloseTo(4 * shares[1]!.standardError, 14);
  const chart = lineChart({
    title: "t",
    x: { title: "x" },
    y: { title: "y" },
    series: [{ name: "replace", ...curve }],
  });
  expect(chart.data).toHaveLength(2);
});

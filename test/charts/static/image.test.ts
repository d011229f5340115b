import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { contourFrames } from "../../../lib/charts/contour-frames";
import { lineChart } from "../../../lib/charts/line-chart";
import { encodeGreyPng } from "../../../lib/charts/png";
import { figureToPng, figureToSvg } from "../../../lib/charts/static/image";
import { openPage } from "../../../lib/charts/static/page";
import { encodePalettePng } from "../../../lib/charts/static/palette-png";

const figure = lineChart({
  title: "The variance σ̂² decays at the rate (1 − 1/n)<sup>g</sup>",
  subtitle: "60 chains; band from the 10 % to the 90 % quantile",
  x: { title: "generation" },
  y: { title: "variance", log: true },
  series: [
    { name: "replace", y: Array.from({ length: 200 }, (_, g) => 0.99 ** g) },
    { name: "accumulate", y: new Array(200).fill(1) },
  ],
  references: [{ name: "no change", value: 1 }],
});

const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

describe("figureToPng", () => {
  test("draws the same bytes twice, also side by side, small, at the size asked", async () => {
    const [first, second] = await Promise.all([figureToPng(figure), figureToPng(figure)]);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    expect(sizeOf(first)).toEqual([1000, 563]);
    expect(first.length).toBeLessThan(40_000);
    expect(sizeOf(await figureToPng(figure, { width: 640, height: 400, scale: 1 }))).toEqual([640, 400]);
    expect((await openPage()).document.body.children.length).toBe(1); // Plotly's own measuring corner
  });

  // The processes run the compiled package, as users do: `npm test` compiles it first.
  test("draws the same bytes in two processes", async () => {
    const script = `
      const { figureToPng } = require("model-collapse/dist/charts/static/image.js");
      figureToPng(JSON.parse(process.argv[1])).then((png) =>
        console.log(require("crypto").createHash("sha256").update(png).digest("hex")));`;
    const run = () => promisify(execFile)(process.execPath, ["-e", script, JSON.stringify(figure)]);
    const [first, second] = await Promise.all([run(), run()]);
    expect(first.stdout).toMatch(/^[0-9a-f]{64}\n$/);
    expect(second.stdout).toBe(first.stdout);
  });

  test("keeps memory flat over 50 figures", async () => {
    const script = `
      const { figureToSvg } = require("model-collapse/dist/charts/static/image.js");
      const figure = { data: [{ x: [1, 2], y: [3, 4] }], layout: { title: { text: "" } } };
      const used = () => { gc(); gc(); return process.memoryUsage().heapUsed / 1e6; };
      (async () => {
        let before;
        for (let i = 0; i < 60; i++) {
          figure.layout.title.text = "Figure " + i;
          await figureToSvg(figure);
          if (i === 9) before = used();
        }
        console.log(used() - before);
      })();`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--expose-gc",
      "-e",
      script,
      JSON.stringify(figure),
    ]);
    expect(Number(stdout)).toBeLessThan(6); // 60 pages kept would be far above
  });

  test("refuses impossible sizes", async () => {
    await expect(figureToPng(figure, { scale: 0 })).rejects.toThrow(
      "figureToPng needs a scale between 0.1 and 10, got 0",
    );
    expect(() => figureToSvg(figure, { width: 10 })).toThrow(
      "an image needs a width between 50 and 8000 pixels, got 10",
    );
    expect(() => figureToSvg(figure, { height: Number.NaN })).toThrow(
      "a height between 50 and 8000 pixels, got NaN",
    );
  });
});

describe("figureToSvg", () => {
  test("holds the texts, the curves and the band, and is the same twice", async () => {
    const svg = await figureToSvg(figure);
    expect(svg).toContain(">generation</text>");
    expect(svg).toContain("replace");
    expect(svg.match(/class="trace scatter/g)).toHaveLength(3);
    expect(await figureToSvg(figure)).toBe(svg);
  });

  test("keeps legend and title inside the image and off the data", async () => {
    const svg = await figureToSvg(figure);
    const top = (figure.layout as { margin: { t: number } }).margin.t;
    const legend = /<g class="legend"[^>]*transform="translate\(([\d.]+),\s*([\d.]+)\)"/.exec(svg)!;
    const height = Number(/<rect class="bg"[^>]*height="([\d.]+)"/.exec(svg.slice(legend.index))![1]);
    expect(Number(legend[2]) + height).toBeLessThanOrEqual(top);
  });

  test("draws figures that move as their still", async () => {
    const frames = ["generation 0", "generation 1"].map((label) => ({
      label,
      groups: [{ name: "samples", points: { x: [0, 1], y: [0, 1] } }],
    }));
    const axes = { x: { title: "x" }, y: { title: "y" } };
    const svg = await figureToSvg(contourFrames({ title: "t", frames, ...axes }));
    expect(svg.match(/class="subplot /g)).toHaveLength(2);
    expect(svg).not.toContain("slider-container");
  });

  test("refuses what is not JSON and goes on with the next figure", async () => {
    const broken = { data: [], layout: { width: 800, height: 450, meta: 1n } };
    await expect(figureToSvg(broken)).rejects.toThrow(TypeError);
    expect(await figureToSvg(figure)).toContain("<svg");
  });
});

/** Rows of a PNG without filters. */
function rowsOf(png: Uint8Array): Uint8Array {
  const bytes = Buffer.from(png);
  const start = bytes.indexOf("IDAT");
  return inflateSync(bytes.subarray(start + 4, start + 4 + bytes.readUInt32BE(start - 4)));
}

describe("PNG encoders", () => {
  test("a palette keeps up to 256 colours exactly", () => {
    const pixels = Uint8Array.from({ length: 256 * 4 }, (_, i) =>
      i % 4 === 3 ? 255 : (i >> 2) * (i % 4 === 0 ? 1 : 0),
    );
    const png = Buffer.from(encodePalettePng(pixels, 16, 16));
    const start = png.indexOf("PLTE") + 4;
    const rows = rowsOf(png);
    for (let i = 0; i < 256; i++) {
      const index = rows[Math.floor(i / 16) * 17 + 1 + (i % 16)];
      expect(png[start + 3 * index]).toBe(i);
    }
  });

  test("with more colours the nearest is close", () => {
    const pixels = Uint8Array.from(
      { length: 4096 * 4 },
      (_, i) => [(i >> 2) & 255, ((i >> 2) >> 4) & 255, 128, 255][i % 4],
    );
    const png = Buffer.from(encodePalettePng(pixels, 64, 64));
    const start = png.indexOf("PLTE") + 4;
    const rows = rowsOf(png);
    for (let i = 0; i < 4096; i += 37) {
      const index = rows[Math.floor(i / 64) * 65 + 1 + (i % 64)];
      expect(Math.abs(png[start + 3 * index] - (i & 255))).toBeLessThanOrEqual(16);
    }
  });

  test("grey images hold their shades, two in a byte", () => {
    const rows = rowsOf(encodeGreyPng(Uint8Array.of(0, 15, 7, 1, 2, 3), 3, 2));
    expect(Array.from(rows)).toEqual([0, 0x0f, 0x70, 0, 0x12, 0x30]);
  });
});

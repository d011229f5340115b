import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Figure } from "../../lib/charts/figure";
import { imageFrames } from "../../lib/charts/image-frames";
import { imageGrid } from "../../lib/charts/image-grid";
import type { ImageFrame } from "../../lib/charts/image-strip";
import { figureToSvg } from "../../lib/charts/static/image";
import { describeFigure } from "../../lib/charts/summary";
import { imagesFrom } from "../../lib/data/images";

// biome-ignore lint/suspicious/noExplicitAny: figures are plain JSON, and the assertions say what they hold
type Loose = any;

const layout = (figure: Figure) => figure.layout as Loose;
const size = { imageHeight: 1, imageWidth: 2 };
const pairs = [
  [0, 1],
  [2, -1],
];

describe("imageGrid", () => {
  const rows = [{ label: "generation 0", images: pairs }];

  test("has a PNG and a label for each row", () => {
    const figure = imageGrid({ title: "t", ...size, rows });
    expect(layout(figure).images[0].source).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(layout(figure).annotations[0].text).toBe("generation 0");
    expect(describeFigure(figure)).toBe("t\n  generation 0: 2 images");
  });

  test("takes images as the chain holds them, with their size", () => {
    const images = imagesFrom([0, 1, 1, 0], { height: 1, width: 2 });
    const apart = imageGrid({
      title: "t",
      ...size,
      rows: [
        {
          label: "g",
          images: [
            [0, 1],
            [1, 0],
          ],
        },
      ],
    });
    expect(imageGrid({ title: "t", rows: [{ label: "g", images }] })).toEqual(apart);
  });

  test("refuses images of another or of no size and NaN", () => {
    const draw = (image: number[]) =>
      imageGrid({ title: "t", ...size, rows: [{ label: "g", images: [image] }] });
    expect(() => draw([1])).toThrow('image 0 of row "g" needs imageHeight × imageWidth = 2 pixels, got 1');
    expect(() => draw([1, Number.NaN])).toThrow("got NaN");
    expect(() => imageGrid({ title: "t", rows })).toThrow(
      "imageGrid needs imageHeight and imageWidth, got undefined and undefined; or give the rows' images as Images",
    );
    expect(() => imageGrid({ title: "t", ...size, rows: [] })).toThrow("imageGrid needs at least one row");
    expect(() => imageGrid({ title: "t", ...size, rows: [{ label: "g", images: [] }] })).toThrow(
      'imageGrid needs at least one image in row "g", got none',
    );
  });
});

const regimes = ["Replace", "Accumulate", "Anchor 10 %"];
const generation = (g: number, labels = regimes): ImageFrame => ({
  label: `Generation ${g}`,
  rows: labels.map((label, index) => ({
    label,
    images: pairs.map((pair) => pair.map((value) => value / (1 + g + index))),
  })),
});

describe("imageFrames", () => {
  const frames = [0, 1, 2, 3].map((g) => generation(g));
  const figure = imageFrames({ title: "t", ...size, frames });

  test("every frame holds the images of its generation, where the rows of the first lie", () => {
    expect(figure.frames!.map(({ name }) => name)).toEqual(["0", "1", "2", "3"]);
    const images = figure.frames!.map((frame) => (frame as Loose).layout.images);
    expect(images[0]).toEqual(layout(figure).images);
    expect(new Set(images.flat().map(({ source }: Loose) => source)).size).toBe(6); // 1/(1 + g + row)
    const places = images.map((shown: Loose) => shown.map(({ source: _, ...place }: Loose) => place));
    expect(places[3]).toEqual(places[0]);
  });

  test("the slider has a step a generation and names what it counts once", () => {
    const [slider] = layout(figure).sliders;
    expect(slider.currentvalue.prefix).toBe("Generation ");
    expect(slider.steps.map(({ label }: Loose) => label)).toEqual(["0", "1", "2", "3"]);
    expect(describeFigure(figure).split("\n")[1]).toBe("  Replace: 2 images, Generation 0 to Generation 3");
  });

  test("is drawn still with a block for each row, each holding all generations", async () => {
    const still = figure.still!;
    expect(layout(still).images).toHaveLength(12);
    const texts = layout(still).annotations.map(({ text }: Loose) => text);
    expect(texts).toEqual([...regimes, "Generation", "0", "1", "2", "3"]);
    const svg = await figureToSvg(figure);
    expect(svg.match(/<image /g)).toHaveLength(12);
    expect(svg).not.toContain("slider-container");
  });

  test("a single row of each frame is drawn still as a grid with a row a generation", () => {
    const single = [0, 1].map((g) => generation(g, ["Replace"]));
    const still = imageFrames({ title: "t", ...size, frames: single }).still!;
    const texts = layout(still).annotations.map(({ text }: Loose) => text);
    expect(texts).toEqual(["Generation 0", "Generation 1"]);
  });

  test("no image of the still leaves the plot or covers another, however many there are", () => {
    const count = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(count(7), count(6), count(40), (steps, blocks, columns) => {
        const image = { imageHeight: 2, imageWidth: 2, images: Array(columns).fill([0, 1, 1, 0]) };
        const many = Array.from({ length: steps }, (_, g) => ({
          label: `g ${g}`,
          rows: Array.from({ length: blocks }, (_, r) => ({ label: `r ${r}`, images: image.images })),
        }));
        const { images } = layout(imageFrames({ title: "t", ...image, frames: many }).still!);
        expect(images).toHaveLength(steps * blocks);
        images.forEach((a: Loose, index: number) => {
          expect(a.x + a.sizex).toBeLessThanOrEqual(1 + 1e-9);
          expect(a.y - a.sizey).toBeGreaterThanOrEqual(-1e-9);
          const covered = images
            .slice(index + 1)
            .some(
              (b: Loose) =>
                a.x < b.x + b.sizex - 1e-9 &&
                b.x < a.x + a.sizex - 1e-9 &&
                a.y > b.y - b.sizey + 1e-9 &&
                b.y > a.y - a.sizey + 1e-9,
            );
          expect(covered).toBe(false);
        });
      }),
      { numRuns: 60 },
    );
  });

  test("six generations of three regimes with twelve digits take less than 60 kB", () => {
    const wave = (phase: number) =>
      Array.from({ length: 784 }, (_, i) => {
        const [column, row] = [(i % 28) - 14, Math.floor(i / 28) - 14];
        return Math.exp(-((Math.hypot(column, row) - 6 - (phase % 5)) ** 2) / 4);
      });
    const digits = Array.from({ length: 6 }, (_, g) => ({
      label: `Generation ${g}`,
      rows: regimes.map((label, r) => ({
        label,
        images: Array.from({ length: 12 }, (_, d) => wave(g + r + d / 12)),
      })),
    }));
    const { still: _, ...moving } = imageFrames({
      title: "t",
      imageHeight: 28,
      imageWidth: 28,
      frames: digits,
    });
    expect(JSON.stringify(moving).length).toBeLessThan(60_000);
  });

  test("refuses no frames and rows that differ", () => {
    expect(() => imageFrames({ title: "t", ...size, frames: [] })).toThrow(
      "imageFrames needs at least one frame, got none",
    );
    const odd = generation(1, ["Replace"]);
    expect(() => imageFrames({ title: "t", ...size, frames: [generation(0), odd] })).toThrow(
      'imageFrames needs rows of the same labels in every frame: "Generation 0" has Replace, Accumulate, Anchor 10 %, ' +
        '"Generation 1" has Replace',
    );
  });
});

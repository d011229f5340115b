import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { heatMap } from "../../lib/charts/heat-map";
import { lineChart } from "../../lib/charts/line-chart";
import { figureToSvg, svgToPng } from "../../lib/charts/static/image";
import { bundleOf } from "../../lib/charts/static/show";
import { csvOf } from "../../lib/runner/figures/csv";
import { takeFigures } from "../../lib/runner/figures/figure-files";
import { safeSvg } from "../../lib/runner/figures/safe-svg";
import { slugOf } from "../../lib/runner/figures/slug";
import { writeFigures } from "../../lib/runner/figures/write-figures";
import { renderNotebook } from "../../lib/runner/report/notebook-section";
import { codeCell, display, notebookOf, runOf } from "./fixtures";

const folder = mkdtempSync(join(tmpdir(), "figures-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const figure = lineChart({
  title: "Variance falls: ±2 σ²",
  x: { title: "x" },
  y: { title: "y" },
  series: [{ name: "a", x: [1, 2], y: [3, 4] }],
});
const taken = async (bundle: object) =>
  takeFigures("01-a", notebookOf([codeCell("show()", [], [display(bundle as never)])]));

describe("charts as files", () => {
  test("picture, drawing, data and figure, beside the notebook without the drawing", async () => {
    vi.stubEnv("MODEL_COLLAPSE_FIGURES", "svg");
    const { notebook, figures } = await taken(await bundleOf(figure));
    const [{ path, title, content }] = figures as [(typeof figures)[0]];
    expect([path, title]).toEqual(["figures/01-a/01-variance-falls-2-2", "Variance falls: ±2 σ²"]);
    expect(content.csv).toBe("series,kind,x,y\na,line,1,3\na,line,2,4\n");
    expect(JSON.parse(content.json as string).layout.meta.title).toBe("Variance falls: ±2 σ²");
    expect(Buffer.from(content.png!).subarray(1, 4).toString()).toBe("PNG");
    expect(content.svg).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(JSON.stringify(notebook)).not.toContain("svg+xml");
    expect(await taken(await bundleOf(figure))).toEqual({ notebook, figures });
  });

  test("notebooks opened elsewhere carry no drawing", async () => {
    expect(Object.keys(await bundleOf(figure))).not.toContain("image/svg+xml");
  });

  test("are written, linked below the chart, and those of an earlier run go", async () => {
    vi.stubEnv("MODEL_COLLAPSE_FIGURES", "svg");
    const { notebook, figures } = await taken(await bundleOf(figure));
    writeFigures(folder, "01-a", [{ ...figures[0]!, path: "figures/01-a/09-old" }]);
    writeFigures(folder, "01-a", figures);
    const name = "01-variance-falls-2-2";
    expect(readdirSync(join(folder, "figures/01-a")).sort()).toEqual(
      ["csv", "json", "png", "svg"].map((format) => `${name}.${format}`),
    );
    const html = renderNotebook(runOf({ notebook, figures }));
    const links = [...html.matchAll(/<a href="(figures\/[^"]*)">/g)].map(([, address]) => address!);
    expect(links).toHaveLength(4);
    for (const address of links) expect(existsSync(join(folder, address))).toBe(true);
    expect(readFileSync(join(folder, `figures/01-a/${name}.csv`), "utf8")).toContain("a,line,1,3");
  });

  test("what is no figure, no picture and no drawing leaves its JSON alone", async () => {
    const { figures } = await taken({
      "application/vnd.plotly.v1+json": "<script>",
      "image/png": "PHNjcmlwdD4=",
      "image/svg+xml": "plain",
    });
    expect(Object.keys(figures[0]!.content)).toEqual(["json"]);
    expect(figures[0]!.path).toBe("figures/01-a/01-chart");
  });
});

test("names of files are plain and not too long", () => {
  expect(slugOf("Éléments & <b>p₂</b>: 10 %")).toBe("elements-b-p2-b-10");
  expect(slugOf("../../etc/passwd")).toBe("etc-passwd");
  expect(slugOf("模型")).toBe("untitled");
  expect(slugOf("word ".repeat(40)).length).toBeLessThanOrEqual(60);
  expect(slugOf("x".repeat(200))).toHaveLength(60);
});

test("CSV is read back as it was, and starts no formula", () => {
  const rows = [
    { a: 'say "x", y', b: -1.5 },
    { a: "=HYPERLINK(1)", b: 2 },
    { a: "two\nlines" },
    { a: "@SUM(1)" },
    { a: "-2+3" },
    { a: "\t=1" },
    { a: "\r=1" },
  ];
  const text = csvOf(["a", "b", "c" as "a"], rows);
  expect((parse(text, { columns: true }) as { a: string; b: string }[]).map(({ a, b }) => [a, b])).toEqual([
    ['say "x", y', "-1.5"],
    ["'=HYPERLINK(1)", "2"],
    ["two\nlines", ""],
    ["'@SUM(1)", ""],
    ["'-2+3", ""],
    ["'\t=1", ""],
    ["'\r=1", ""],
  ]);
});

describe("drawings that a cell showed", () => {
  const grid = { x: [1, 2], y: [5, 6], z: [[1, 2], [3, 4]] }; // biome-ignore format: a grid
  const axes = { x: { title: "x <sub>1</sub>" }, y: { title: "y & z" } };
  const map = heatMap({ title: "A < B", ...axes, grid, colour: { title: "c" } });

  test("our own look as they did", async () => {
    const svg = await figureToSvg(map);
    expect(Buffer.compare(await svgToPng(safeSvg(svg)!), await svgToPng(svg))).toBe(0);
  });

  test("others lose what runs, loads or links, and keep shapes and text", () => {
    const hostile = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]>
<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script>
<a href="javascript:alert(3)"><text x="1">kept &lt;b&gt;</text></a>
<foreignObject><iframe src="https://example.org"></iframe></foreignObject>
<image href="https://example.org/x.png"/><image xlink:href="data:image/svg+xml;base64,AAAA"/>
<use href="#x"/><animate attributeName="href" to="javascript:alert(4)"/><style>@import url(https://example.org)</style>
<rect style="fill:url(https://example.org/x)" fill="url(#own)" width="3" onclick="alert(5)"/>
<rect style="background:\\75rl(https://example.org)" width="4"/>
</svg>`;
    const clean = safeSvg(hostile)!;
    expect(clean).not.toMatch(
      /script|onload|onclick|example\.org|<a|foreign|iframe|use|animate|@import|ENTITY|AAAA/i,
    );
    expect(clean).toContain('<text x="1">kept &lt;b&gt;</text>');
    expect(clean).toContain('<rect fill="url(#own)" width="3"');
  });

  test("no SVG, no file", () => {
    expect(safeSvg("<html><body>x</body></html>")).toBeUndefined();
    expect(safeSvg("")).toBeUndefined();
  });
});

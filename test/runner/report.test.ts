import { createHash } from "node:crypto";
import { JSDOM } from "jsdom";
import { describe, expect, test, vi } from "vitest";
import { claimsMimeType } from "../../lib/claims/claim";
import type { NotebookRun } from "../../lib/runner/execution/run";
import type { Output } from "../../lib/runner/notebook/format";
import { claimsFile } from "../../lib/runner/report/claims-file";
import { embedJson, embedScript } from "../../lib/runner/report/escape";
import { renderMarkdown } from "../../lib/runner/report/markdown";
import { renderReport } from "../../lib/runner/report/page";
import { sanitize } from "../../lib/runner/report/sanitize";
import { claimOf, codeCell, contentsOf, display, notebookOf, runOf, textCell } from "./fixtures";

/** In place of Plotly's 4.8 MB, which jsdom takes seconds to read. */
vi.mock("../../lib/charts/static/plotly-source", async (original) => ({
  ...(await original<object>()),
  plotlySource: () => "window.Plotly = {};",
}));

const report = (...runs: NotebookRun[]) => renderReport(contentsOf(runs));
/** The parts of a document that these tests read. */
interface Part {
  readonly textContent: string | null;
  readonly open?: boolean;
  getAttribute(name: string): string | null;
  getAttributeNames(): string[];
  querySelector(selector: string): Part | null;
  querySelectorAll(selector: string): Iterable<Part> & { readonly length: number };
}
const parse = (html: string) =>
  new JSDOM(html, { runScripts: "outside-only" }).window.document as unknown as Part;
const page = (...runs: NotebookRun[]) => parse(report(...runs));
const showing = (...outputs: Output[]) => runOf({ notebook: notebookOf([codeCell("show()", [], outputs)]) });
const plotly = (figure: object) =>
  display({ "application/vnd.plotly.v1+json": figure, "image/png": "aGVsbG8=", "text/plain": "A chart" });
const hostile = `</pre></script><!-- <script>window.hacked = 1</script><img src=x onerror="window.hacked = 1"><svg onload=hacked>`;

describe("the report", () => {
  const claims = [
    claimOf(),
    claimOf({
      id: "bound",
      verdict: "not reproduced",
      reason: "It breaks the bound.",
      rule: { type: "at most" },
    }),
    claimOf({ id: "noisy", verdict: "undecided", reason: "Too noisy." }),
  ];
  const data = [{ name: "old-faithful", source: "stand-in", note: "drawn here" }] as const;
  const document = page(runOf({ claims, data, settings: { seed: 7, generations: 20 } }));
  const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";

  test("counts the verdicts first, in words", () => {
    expect(text(".lede")).toContain("1 of 3 claims are reproduced, 1 not.");
    expect([...document.querySelectorAll(".tile")].map((tile) => tile.textContent)).toEqual([
      "1✓ reproduced",
      "1✗ not reproduced",
      "1? undecided",
    ]);
  });

  test("shows every claim with its numbers, source and verdict, not by colour alone", () => {
    const rows = [...document.querySelectorAll("#papers tbody.claim")].map((row) => row.textContent);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatch(
      /✓ reproduced.*Variance after ten fits.*0\.5.*0\.510 ±\s0\.010.*1.*closed form.*variance/,
    );
    expect(rows[1]).toMatch(/✗ not reproduced.*≤ 0\.5.*It breaks the bound\./);
  });

  test("tells settings, data, machine and command", () => {
    expect(text(".settings")).toBe("seed 7generations 20");
    expect(text("#environment")).toMatch(/npm start.*quick.*7.*1 min 01 s.*v20.*Linux.*plain JavaScript/s);
    expect(text("#environment")).toMatch(/old-faithful.*generated stand-in, not the real data.*drawn here/);
  });

  test("links from the contents lead to sections", () => {
    const targets = [...document.querySelectorAll("nav a")].map((link) => link.getAttribute("href"));
    expect(targets).toEqual(["#summary", "#papers", "#notebook-01-a", "#statement", "#environment"]);
    for (const target of targets) expect(document.querySelector(target!)).not.toBeNull();
  });

  test("has the sections that a run adds, between claims and notebooks", () => {
    const sections = [{ id: "seeds", title: "Over <seeds>", html: "<p>Ten seeds.</p>" }];
    const opened = parse(renderReport({ ...contentsOf([runOf()]), sections }));
    const ids = [...opened.querySelectorAll("main > section")].map((section) => section.getAttribute("id"));
    expect(ids).toEqual(["summary", "seeds", "notebook-01-a", "statement", "environment"]);
    expect(opened.querySelector("#seeds")!.textContent).toBe("Over <seeds>Ten seeds.");
    expect(opened.querySelector("nav a[href='#seeds']")!.textContent).toBe("·Over <seeds>");
  });

  test("loads nothing and runs only its own two scripts", () => {
    const html = report(runOf());
    const opened = parse(html);
    const policy = opened.querySelector("meta[http-equiv]")!.getAttribute("content")!;
    const scripts = [...opened.querySelectorAll("script:not([type])")].map((script) => script.textContent!);
    const digests = scripts.map(
      (script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
    );
    expect(scripts).toHaveLength(2);
    expect(policy).toContain(`script-src ${digests.join(" ")};`);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(
      opened.querySelectorAll("[src]:not([src^='data:']), link, iframe, object, embed, form"),
    ).toHaveLength(0);
  });

  test("says where a notebook failed, and that one was interrupted", () => {
    const failure = {
      cell: 1,
      line: 2,
      sourceLine: "f();",
      name: "RangeError",
      message: "no",
      traceback: [],
    };
    const failed = showing({ output_type: "error", ename: "RangeError", evalue: "no", traceback: [] });
    const opened = page(
      { ...failed, status: "failed", failure },
      runOf({ name: "02-b", status: "interrupted" }),
    );
    const boxes = [...opened.querySelectorAll(".failure")].map((box) => box.textContent);
    expect(boxes[0]).toBe("Failed in cell 1.cell 1, line 2: RangeError: no\n  f();");
    expect(boxes[1]).toMatch(/Interrupted/);
    expect(opened.querySelector(opened.querySelector(".failure a")!.getAttribute("href")!)).not.toBeNull();
  });

  test("folds many claims and puts those to look at first", () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      claimOf({ id: `c${index}`, verdict: index === 9 ? "undecided" : "reproduced" }),
    );
    const opened = page(runOf({ claims: many }));
    expect(opened.querySelectorAll("#summary tbody.claim")).toHaveLength(1);
    expect(opened.querySelectorAll("#papers tbody.claim")).toHaveLength(40);
    expect(opened.querySelector("details.group")!.open).toBe(false);
  });
});

describe("outputs in the report", () => {
  test("a chart is drawn from data that nothing in it can leave", () => {
    const figure = { data: [{ name: hostile }], layout: {}, frames: [] };
    const opened = page(showing(plotly(figure)));
    expect(JSON.parse(opened.querySelector(".chart script")!.textContent!)).toEqual(figure);
    expect(opened.querySelectorAll("script:not([type])")).toHaveLength(2);
    expect(opened.querySelector(".chart img")!.getAttribute("alt")).toBe("A chart");
  });

  test("without data for a chart there is the picture, else the text", () => {
    expect(
      page(showing(display({ "image/png": "aGVsbG8=" })))
        .querySelector(".output img")!
        .getAttribute("src"),
    ).toBe("data:image/png;base64,aGVsbG8=");
    expect(page(showing(display({ "text/plain": "x < y" }))).querySelector(".output pre")!.textContent).toBe(
      "x < y",
    );
  });

  test.each<[string, Output]>([
    ["printed text", { output_type: "stream", name: "stdout", text: hostile }],
    ["an error", { output_type: "error", ename: hostile, evalue: hostile, traceback: [hostile] }],
    ["HTML", display({ "text/html": hostile })],
    ["Markdown", display({ "text/markdown": hostile })],
    ["plain text", display({ "text/plain": hostile })],
    ["JSON", display({ "application/json": { hostile } })],
    [
      "a claim",
      display({
        [claimsMimeType]: [claimOf({ statement: hostile, id: hostile, reason: hostile, source: hostile })],
      }),
    ],
    ["claims that are none", display({ [claimsMimeType]: hostile })],
    ["a picture", display({ "image/png": hostile, "text/plain": hostile })],
  ])("hostile %s does nothing", (_, output) => {
    const opened = page(showing(output));
    const stray = [
      ...opened.querySelectorAll(
        "main script:not([type]), main svg:not(.scale), main img:not([src^='data:'])",
      ),
    ];
    expect(stray).toEqual([]);
    const handlers = [...opened.querySelectorAll("main *")].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith("on")),
    );
    expect(handlers).toEqual([]);
    expect(opened.querySelectorAll("section.environment")).toHaveLength(1);
  });

  test("hostile names of notebooks, settings and data stay text", () => {
    const data = [{ name: hostile, source: "cache", note: hostile }] as const;
    const notebook = notebookOf([textCell(`# ${hostile}`)]);
    const opened = page(runOf({ name: hostile, notebook, settings: { [hostile]: hostile }, data }));
    expect(opened.querySelectorAll("script:not([type])")).toHaveLength(2);
    expect(opened.querySelectorAll("[onerror], [onload]")).toHaveLength(0);
  });

  test("control characters and terminal sequences are gone", () => {
    const text = "\u001b[31mred\u001b[0m \u202eevil\u0007 10 %\r100 %\nnext";
    expect(
      page(showing({ output_type: "stream", name: "stdout", text })).querySelector("pre.text")!.textContent,
    ).toBe("100 %\nnext");
  });
});

describe("HTML from cells", () => {
  test("keeps tables, their alignment and colours, and embedded pictures", () => {
    const html =
      '<table><tr><td style="text-align:right;color:#1a7f37" colspan="2"><b>1</b></td></tr></table>';
    expect(sanitize(html)).toBe(html);
    const picture = '<img src="data:image/png;base64,aGVsbG8=" alt="x" />';
    expect(sanitize(picture)).toBe(picture);
  });

  test.each([
    '<a href="javascript:alert(1)">x</a>',
    '<a href="//example.org">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="../other.html">x</a>',
  ])("%s leads nowhere", (html) => {
    expect(sanitize(html)).toBe("<a>x</a>");
  });

  test("nothing is loaded by styles, pictures or frames", () => {
    const html =
      '<div id="summary" class="tile" style="background:url(https://example.org);position:fixed">x</div>' +
      '<img src="https://example.org/x.png"><iframe src="https://example.org"></iframe><style>*{}</style>' +
      '<form action="https://example.org"><input></form><link rel="stylesheet" href="https://example.org">';
    expect(sanitize(html)).toBe("<div>x</div>");
  });
});

describe("Markdown", () => {
  test("formulas become MathML, code is marked, headings go down one level", () => {
    const html = renderMarkdown("# Title\n\n$\\sigma^2$ and\n\n```typescript\nconst a = 1;\n```");
    expect(html).toContain("<h2>Title</h2>");
    expect(html).toMatch(/<math[^>]*>.*<msup><mi>σ<\/mi><mn>2<\/mn><\/msup>/);
    expect(html).toContain('<span class="hljs-keyword">const</span>');
    expect(html).not.toContain("katex-html");
  });

  test("a broken formula stays readable", () => {
    expect(renderMarkdown("$\\frac{1$")).toContain("\\frac{1");
  });

  test("pictures that the cell carries are embedded", () => {
    expect(renderMarkdown("![x](attachment:a.png)", { "a.png": { "image/png": "aGVsbG8=" } })).toContain(
      'src="data:image/png;base64,aGVsbG8="',
    );
  });

  test("links to other notebooks lead to their sections", () => {
    const run = runOf({ notebook: notebookOf([textCell("[next](02-b.ipynb)")]) });
    expect(page(run).querySelector(".markdown a")!.getAttribute("href")).toBe("#notebook-02-b");
  });
});

describe("embedding", () => {
  test("Plotly's own script ends where it should", async () => {
    const { plotlySource } = await vi.importActual<{ plotlySource(): string }>(
      "../../lib/charts/static/plotly-source",
    );
    expect(embedScript(plotlySource())).not.toMatch(/<(\/?script|!--)/i);
  });

  test("data and scripts cannot end their element, and keep their meaning", () => {
    const value = { text: hostile, other: "</SCRIPT>\u2028" };
    expect(embedJson(value)).not.toMatch(/[<\u2028]/);
    expect(JSON.parse(embedJson(value))).toEqual(value);
    const script = embedScript(`"</script><!--<SCRIPT>"`);
    expect(script).not.toMatch(/<(\/?script|!--)/i);
    expect(new Function(`return ${script}`)()).toBe("</script><!--<SCRIPT>");
  });
});

describe("claims.json", () => {
  const run = runOf({
    claims: [claimOf()],
    settings: { seed: 7 },
    data: [{ name: "iris", source: "cache", files: [{ path: "tables/iris.csv", sha256: "0".repeat(64) }] }],
  });
  const file = (more: Partial<NotebookRun> = {}) =>
    claimsFile({ runs: [{ ...run, ...more }], scale: "quick", seed: 7 });

  test("says what was found", () => {
    expect(JSON.parse(file())).toEqual({
      scale: "quick",
      seed: 7,
      verdicts: { total: 1, reproduced: 1, notReproduced: 0, undecided: 0 },
      notebooks: [
        {
          name: "01-a",
          status: "completed",
          settings: { seed: 7 },
          data: [{ name: "iris", standIn: false, sha256: { "tables/iris.csv": "0".repeat(64) } }],
          claims: [claimOf()],
        },
      ],
    });
  });

  test("names the cell that decided a claim, wherever settings have moved it", () => {
    const notebook = notebookOf([codeCell("one"), { ...codeCell("two"), execution_count: 4 }]);
    const content = file({ notebook, claims: [claimOf({ cell: 4 }), claimOf({ id: "b", cell: 9 })] });
    expect(JSON.parse(content).notebooks[0].claims).toEqual([
      { ...claimOf(), cell: "code-2" },
      claimOf({ id: "b" }),
    ]);
  });

  test("does not depend on times, sources of the same data, or the order of keys", () => {
    const claim = Object.fromEntries(Object.entries(claimOf()).reverse()) as never;
    const data = [{ ...run.data[0]!, source: "download", note: "from somewhere" }] as const;
    expect(file({ seconds: 99, cellSeconds: [1], data, claims: [claim] })).toBe(file());
  });
});

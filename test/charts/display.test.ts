import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FrontEnd, frontEndKey, type MimeBundle } from "../../lib/charts/figure";
import { showMarkdown } from "../../lib/charts/front-end";
import { lineChart } from "../../lib/charts/line-chart";
import { progress } from "../../lib/charts/progress";
import { show } from "../../lib/charts/static/show";
import { showTable } from "../../lib/charts/table";

interface Shown {
  readonly bundle: MimeBundle;
  readonly options?: { displayId?: string; update?: boolean };
}

const holder = globalThis as { [frontEndKey]?: FrontEnd };
let shown: Shown[];
let tracked: Promise<unknown>[];

beforeEach(() => {
  shown = [];
  tracked = [];
  holder[frontEndKey] = {
    display: (bundle, options) => void shown.push({ bundle, options }),
    clearOutput: () => undefined,
    track: (work) => void tracked.push(work),
  };
});

afterEach(() => {
  delete holder[frontEndKey];
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const figure = lineChart({
  title: "Variance dies",
  x: { title: "generation" },
  y: { title: "variance" },
  series: [{ name: "replace", y: [1, 0.5] }],
});

describe("show", () => {
  test("delivers one bundle of Plotly JSON, PNG and text, which the cell waits for", async () => {
    void show(figure);
    expect(tracked).toHaveLength(1);
    await tracked[0];
    const [{ bundle }] = shown;
    expect(Object.keys(bundle)).toEqual(["application/vnd.plotly.v1+json", "image/png", "text/plain"]);
    expect(bundle["application/vnd.plotly.v1+json"]).toMatchObject({
      data: figure.data,
      layout: figure.layout,
    });
    expect(
      Buffer.from(bundle["image/png"] as string, "base64")
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    expect(bundle["text/plain"]).toBe("Variance dies\n  replace: 1 → 0.5 (x from 0 to 1)");
  });

  test("tells a figure in words where cells draw no pictures", async () => {
    holder[frontEndKey] = { ...holder[frontEndKey]!, drawsPictures: false };
    await show(figure);
    expect(tracked).toEqual([]);
    expect(shown.map(({ bundle }) => bundle)).toEqual([
      { "text/plain": "Variance dies\n  replace: 1 → 0.5 (x from 0 to 1)" },
    ]);
  });

  test("turns typed arrays of figures made by hand into plain ones", async () => {
    await show({ data: [{ name: "a", x: Float64Array.of(1, 2), y: Int32Array.of(3, 4) }], layout: {} });
    expect(shown[0].bundle["application/vnd.plotly.v1+json"]).toMatchObject({
      data: [{ x: [1, 2], y: [3, 4] }],
    });
  });

  test("prints the words outside a kernel", async () => {
    delete holder[frontEndKey];
    const print = vi.spyOn(console, "log").mockReturnValue();
    await show(figure);
    expect(print).toHaveBeenCalledWith("Variance dies\n  replace: 1 → 0.5 (x from 0 to 1)");
  });
});

describe("showTable", () => {
  const rows = [
    { regime: "replace", variance: 0.000123456, n: 100 },
    { regime: "<b>accumulate & 'keep'</b>", variance: 0.98765, extra: "yes" },
  ];

  test("delivers escaped HTML and aligned text", () => {
    showTable(rows, { caption: "Variance <kept>" });
    const [{ bundle }] = shown;
    expect(bundle["text/plain"]).toBe(
      [
        "Variance <kept>",
        "regime                       variance    n  extra",
        "──────────────────────────  ─────────  ───  ─────",
        "replace                     0.0001235  100  –",
        "<b>accumulate & 'keep'</b>     0.9877    –  yes",
      ].join("\n"),
    );
    const html = bundle["text/html"] as string;
    expect(html).toContain('<caption style="text-align:left">Variance &lt;kept&gt;</caption>');
    expect(html).toContain('<th scope="col" style="text-align:right">variance</th>');
    expect(html).toContain("&lt;b&gt;accumulate &amp; &#39;keep&#39;&lt;/b&gt;");
    expect(html).not.toContain("<b>");
  });

  test("takes data frames, and counts what it leaves out", () => {
    showTable(
      {
        columns: ["a", "b"],
        values: [
          [1, null],
          [2.34567, true],
          [3, Number.NaN],
        ],
      },
      { digits: 3, limit: 2 },
    );
    expect(shown[0].bundle["text/plain"]).toBe("   a  b\n────  ────\n   1  –\n2.35  true\n… 1 more rows");
  });

  test("prints outside a kernel", () => {
    delete holder[frontEndKey];
    const print = vi.spyOn(console, "log").mockReturnValue();
    showTable([{ a: 1 }]);
    expect(print).toHaveBeenCalledWith("a\n─\n1");
  });

  test("refuses nothing and impossible settings", () => {
    expect(() => showTable([])).toThrow("showTable needs at least one row, got none");
    expect(() => showTable([{}])).toThrow("showTable needs at least one column, got none");
    expect(() => showTable([{ a: 1 }], { digits: 0 })).toThrow(
      "1 to 15 digits and a limit of at least 1, got 0 and 30",
    );
  });
});

test("showMarkdown delivers Markdown with its text", () => {
  showMarkdown("**bold**");
  expect(shown[0].bundle).toEqual({ "text/markdown": "**bold**", "text/plain": "**bold**" });
});

describe("progress", () => {
  test("updates one line in place, four times a second, and ends the same every time", () => {
    vi.useFakeTimers();
    const report = progress("Chains");
    report({ done: 1, total: 4 });
    report({ done: 2, total: 4 });
    vi.advanceTimersByTime(250);
    report({ done: 3, total: 4 });
    report({ done: 4, total: 4 });
    report({ done: 4, total: 4 });
    expect(shown.map(({ bundle }) => bundle["text/plain"])).toEqual([
      "Chains: ██████░░░░░░░░░░░░░░░░░░ 25 % (1 of 4)",
      "Chains: ██████████████████░░░░░░ 75 % (3 of 4)",
      "Chains: 4 of 4 done",
    ]);
    expect(shown.map(({ options }) => options?.update)).toEqual([false, true, true]);
    expect(new Set(shown.map(({ options }) => options?.displayId)).size).toBe(1);
  });

  test("shows whole counts, what is being done and the time left, and none of these at the end", () => {
    vi.useFakeTimers();
    const report = progress("Chains");
    report({ done: 1.04, total: 4, note: "generation 1: epoch 1 of 9" });
    vi.advanceTimersByTime(60_000);
    report({ done: 2.9999999, total: 4, note: "generation 2: epoch 9 of 9" });
    vi.advanceTimersByTime(250);
    report({ done: 3, total: 4 });
    report({ done: 4, total: 4, note: "drawing" });
    expect(shown.map(({ bundle }) => bundle["text/plain"])).toEqual([
      "Chains: ██████░░░░░░░░░░░░░░░░░░ 26 % (1 of 4), generation 1: epoch 1 of 9",
      "Chains: █████████████████░░░░░░░ 74 % (2 of 4), generation 2: epoch 9 of 9, about 40 s left",
      "Chains: ██████████████████░░░░░░ 75 % (3 of 4), about 40 s left",
      "Chains: 4 of 4 done",
    ]);
  });

  test("a line longer than the terminal is cut, so that it can be renewed", () => {
    delete holder[frontEndKey];
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { isTTY, columns } = process.stderr;
    Object.assign(process.stderr, { isTTY: true, columns: 40 });
    progress("long")({ done: 1, total: 2, note: "in words" });
    Object.assign(process.stderr, { isTTY, columns });
    expect(write).toHaveBeenCalledWith("\r\u001b[2Klong: ████████████░░░░░░░░░░░░ 50 % (1 ");
  });

  test("two lines do not share a place", () => {
    progress("a")({ done: 0, total: 2 });
    progress("b")({ done: 0, total: 2 });
    expect(shown[0].options?.displayId).not.toBe(shown[1].options?.displayId);
  });

  test("outside a kernel it writes to a terminal only", () => {
    delete holder[frontEndKey];
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const terminal = process.stderr.isTTY;
    process.stderr.isTTY = false;
    progress("quiet")({ done: 1, total: 1 });
    expect(write).not.toHaveBeenCalled();
    process.stderr.isTTY = true;
    progress("loud")({ done: 1, total: 1 });
    process.stderr.isTTY = terminal;
    expect(write).toHaveBeenCalledWith("\r\u001b[2Kloud: 1 of 1 done\n");
  });
});

import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { renderFeedback } from "../../../lib/exercises/feedback/page";
import type { GradedSubmission } from "../../../lib/exercises/grading/grade-all";
import { gradeNotebook } from "../../../lib/exercises/grading/grade-notebook";
import type { CellResult, OpenSession } from "../../../lib/exercises/grading/session";
import type { Output } from "../../../lib/runner/notebook/format";
import { sums } from "../fixtures";
import { leaksIn } from "../secrets";
import { answered, forgetfulMean, rightAnswers, submittedCells } from "../submissions";
import { vmSessions } from "../vm-session";

async function gradedWith(
  answers: Readonly<Record<string, string>>,
  open: OpenSession = vmSessions(),
  student = "ada",
): Promise<GradedSubmission> {
  const submission = { student, assignment: sums, paths: [], others: [] };
  const cells = submittedCells(answered({ ...rightAnswers, ...answers }));
  const byHand = new Map([["explain-sum-explanation", { points: 1, comment: "<b>Too short</b>" }]]);
  const graded = await gradeNotebook(sums, cells, { open, byHand, signal: new AbortController().signal });
  return { student, assignment: sums.name, status: "graded", reason: "", submission, ...graded };
}

interface Element {
  readonly textContent: string;
  readonly outerHTML: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
}

interface Page {
  readonly title: string;
  readonly body: Element;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element> & { readonly length: number };
}

/** The page in a browser that runs its scripts. */
function windowOf(html: string): { readonly document: Page } {
  return new JSDOM(html, { runScripts: "dangerously" as "outside-only" }).window as never;
}

const pageOf = (html: string): Page => windowOf(html).document;

describe("feedback", () => {
  test("says points by exercise and test, what failed and why, and what a hidden test asks for", async () => {
    const graded = await gradedWith({
      "write-mean": forgetfulMean,
      "predict-sum": 'const predictedSum = "x";',
    });
    const page = pageOf(renderFeedback(graded));
    const text = page.body.textContent.replace(/\s+/g, " ");
    expect(page.title).toBe("Sums that shrink: feedback for ada");
    expect(text).toContain("9of 20 points");
    expect(text).toContain("2 · Write the mean3 of 8");
    expect(text).toContain("✗ failedpredict-sum-test-1AssertionError: predictedSum needs to be a number");
    expect(text).toContain("✗ failedwrite-mean-test-2A hidden test failed");
    expect(page.querySelector("#exercise-2 .hint")!.textContent).toBe(
      "Divide by the number of values; what of none?\n",
    );
    expect(text).toContain("✎ by handexplain-sum-explanation<b>Too short</b>1 of 3");
    expect(page.querySelector("#exercise-4 .answer strong")!.textContent).toBe("size");
  });

  test("holds no solution, no model answer and no hidden test", async () => {
    const html = renderFeedback(await gradedWith({ "write-mean": forgetfulMean, "drop-largest": "lose();" }));
    expect(leaksIn(html, sums)).toEqual([]);
    expect(leaksIn(`${html}assert.equal(mean([2, 4, 9]), 5);`, sums)).not.toEqual([]);
  });

  test("of what could not be graded gives the reason", async () => {
    const graded = { ...(await gradedWith({})), cells: [], marks: [] };
    const page = (status: GradedSubmission["status"]) =>
      pageOf(renderFeedback({ ...graded, status, reason: "It is <a> link." })).querySelector(".failure")!
        .textContent;
    expect(page("unreadable")).toBe("0 points.It is <a> link.");
    expect(page("not graded")).toBe("Not graded yet.It is <a> link.");
  });
});

const attack = '</pre></style><script>hacked=1</script><img src=x onerror="hacked=1"><svg onload=hacked=1>';

/** A session in which every cell shows and fails with hostile text, in every format. */
const hostileSession: OpenSession = async () => {
  const data = {
    "text/html": `${attack}<iframe src="https://example.org"></iframe><form action="https://example.org"><button>x</button></form><link rel=stylesheet href="https://example.org/x.css"><meta http-equiv=refresh content="0;url=https://example.org"><a href="javascript:hacked=1">x</a><p style="position:fixed;background:url(https://example.org)">x</p>`,
  };
  const outputs: Output[] = [
    { output_type: "stream", name: "stdout", text: `\u001b]8;;https://example.org\u0007${attack}\u202e` },
    { output_type: "display_data", data, metadata: {} },
    { output_type: "display_data", data: { "image/png": `"><script>hacked=1</script>` }, metadata: {} },
    {
      output_type: "display_data",
      data: { "image/svg+xml": `<svg onload="hacked=1">${attack}</svg>` },
      metadata: {},
    },
    {
      output_type: "display_data",
      data: { "text/markdown": `[x](javascript:hacked=1) ${attack}` },
      metadata: {},
    },
    {
      output_type: "display_data",
      data: { "application/vnd.plotly.v1+json": { data: attack } },
      metadata: {},
    },
    { output_type: "error", ename: attack, evalue: attack, traceback: [attack] },
  ];
  const result: CellResult = {
    status: "error",
    name: attack,
    message: attack,
    traceback: [`\u001b[31m${attack}`],
    outputs,
    lostEverything: false,
  };
  return { run: async () => result, close: async () => undefined };
};

describe("a stranger's text in feedback", () => {
  const hostile = gradedWith(
    {
      "predict-sum": `// ${attack}`,
      "explain-sum-explanation": `${attack} [x](javascript:hacked=1) ![](attachment:%zz) ![](https://example.org/x.png)\n\n$\\href{javascript:hacked=1}{x}$`,
    },
    hostileSession,
    `ada${attack}\n\u202e`,
  );

  test("never runs, and loads nothing", async () => {
    const html = renderFeedback(await hostile);
    const window = windowOf(html);
    expect("hacked" in window).toBe(false);
    const { document } = window;
    const forbidden = "script,iframe,form,button,link,object,embed,svg,base,meta[http-equiv=refresh]";
    expect([...document.querySelectorAll(forbidden)].map(({ outerHTML }) => outerHTML)).toEqual([]);
    const attributes = [...document.querySelectorAll("*")].flatMap(({ attributes: own }) => [...own]);
    expect(attributes.filter(({ name }) => name.startsWith("on"))).toEqual([]);
    const addresses = attributes.filter(({ name }) => ["href", "src", "action"].includes(name));
    expect(
      addresses.filter(({ value }) => !/^(?:data:image\/|#)/.test(value)).map(({ value }) => value),
    ).toEqual([]);
    for (const control of ["\u001b", "\u0007", "\u202e"]) expect(html).not.toContain(control);
    expect(document.querySelectorAll("style")).toHaveLength(1);
  });

  test("could be found to run", () => {
    const window = windowOf(`<p>${attack}</p>`);
    expect("hacked" in window).toBe(true);
  });

  test("stands in a page whose policy forbids scripts and the network", async () => {
    const page = pageOf(renderFeedback(await hostile));
    const policy = page.querySelector("meta[http-equiv=Content-Security-Policy]")!.getAttribute("content");
    expect(policy).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
    );
  });

  test("is cut when it is long", async () => {
    const html = renderFeedback(
      await gradedWith({ "predict-sum": `const predictedSum = "${"x".repeat(1e6)}";` }),
    );
    expect(html.length).toBeLessThan(100_000);
    expect(html).toContain("more characters");
  });
});

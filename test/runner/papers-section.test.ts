import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import type { Claim } from "../../lib/claims/claim";
import type { NotebookRun } from "../../lib/runner/execution/run";
import { claimsByPaper } from "../../lib/runner/report/claims-by-paper";
import { renderPapers } from "../../lib/runner/report/papers-section";
import { claimOf, codeCell, notebookOf, runOf, textCell } from "./fixtures";

const claim = (id: string, source: string, more: Partial<Claim> = {}) => claimOf({ id, source, ...more });
const outline = (...claims: Claim[]) =>
  claimsByPaper([runOf({ claims })]).map(({ key, places }) => [
    key,
    ...places.map(({ title, claims: placed }) => [title, ...placed.map((decided) => decided.claim.id)]),
  ]);

describe("claims by paper", () => {
  test("papers with most claims come first; in each the places as they come, derived forms last", () => {
    expect(
      outline(
        claim("a", "Suresh et al. 2024, arXiv 2412.17646, Theorem 1"),
        claim("b", "derived for the setting of Kazdan et al. 2024"),
        claim("c", "Kazdan et al. 2024, Collapse or Thrive, kernel density figures"),
        claim("d", "Kazdan et al. 2024: something"),
        claim("e", "Kazdan et al. 2024, Collapse or Thrive, kernel density figures (curves only)"),
      ),
    ).toEqual([
      [
        "kazdan-2024",
        ["kernel density figures", "c", "e"],
        ["Other statements", "d"],
        ["Derived here for the setting of Kazdan et al. 2024", "b"],
      ],
      ["suresh-2024", ["Theorem 1", "a"]],
    ]);
  });

  test("what has no paper comes last, and nothing is lost", () => {
    expect(
      outline(
        claim("a", "Nobody et al. 2031, Theorem 9"),
        claim("b", "elementary: 1 + 1"),
        claim("c", "derived: 2x"),
        claim("d", "Feng et al. 2024, arXiv 2406.07515: p*"),
      ),
    ).toEqual([
      ["feng-2024", ["Other statements", "d"]],
      ["derived", ["", "c"]],
      ["elementary", ["", "b"]],
      ["other", ["", "a"]],
    ]);
  });
});

describe("the section", () => {
  const sha256 = "ab".repeat(32);
  const run = runOf({
    name: "05-a",
    settings: { seed: 3, rounds: 50, name: "it's" },
    notebook: notebookOf([textCell("# A"), { ...codeCell("claims.add()"), execution_count: 8 }]),
    data: [{ name: "iris", source: "cache", files: [{ path: "tables/iris.csv", sha256 }] }],
    claims: [claim("05.x", "Gerstgrasser et al. 2024, Theorem 2", { cell: 8 })],
  });
  const assignments = new Map([
    ["rounds", "50"],
    ["other", "1"],
    ["name", "it's"],
  ]);
  const section = (runs: readonly NotebookRun[]) => {
    const html = renderPapers({ runs, scale: "paper", assignments } as never);
    return new JSDOM(html, { runScripts: "outside-only" }).window.document as never as ParentNode;
  };
  /** The parts of a document that these tests read. */
  interface ParentNode {
    querySelector(selector: string): { readonly textContent: string; getAttribute(name: string): string };
    querySelectorAll(selector: string): Iterable<{ getAttribute(name: string): string }>;
  }

  test("says of every claim where it was decided, on which data, and the command", () => {
    const check = section([run]).querySelector("#claim-05\\.x .check").textContent;
    expect(check).toContain("Decided in05-a, cell 8");
    expect(check).toContain("Seed3");
    expect(check).toContain("iristables/iris.csv abababababab…");
    expect(check).toContain(
      `npm start -- 05 --scale paper --seed 3 --set rounds=50 --set 'name=it'\\''s' --only 05.x`,
    );
  });

  test("leads to the notebook, its cell and the paper", () => {
    const links = [...section([run]).querySelectorAll("a")].map((link) => link.getAttribute("href"));
    expect(links).toEqual(["https://arxiv.org/abs/2404.01413", "#notebook-05-a", "#notebook-05-a-cell-8"]);
  });

  test("a run without claims has none", () => {
    expect(renderPapers({ runs: [runOf()], scale: "quick", assignments } as never)).toBe("");
  });
});

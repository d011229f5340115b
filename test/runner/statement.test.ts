import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { claimsFile } from "../../lib/runner/report/claims-file";
import type { ReportContents } from "../../lib/runner/report/contents";
import { statementOf } from "../../lib/runner/report/statement";
import { statementLines } from "../../lib/runner/terminal/statement-lines";
import { claimOf, contentsOf, runOf } from "./fixtures";

const sha256 = "ab".repeat(32);
const iris = { name: "iris", source: "cache", files: [{ path: "tables/iris.csv", sha256 }] } as const;
const textOf = (more: Partial<ReportContents>) =>
  statementOf(contentsOf([runOf()], more)).paragraphs.join("\n");

test("it says what ran, with which versions, on which data, and what came out", () => {
  const claims = [
    claimOf(),
    claimOf({ id: "b", verdict: "undecided", decidableAt: ["paper"], amplifiesRounding: true }),
  ];
  const contents = contentsOf([runOf({ claims, data: [iris] }), runOf({ name: "05-b" })]);
  const [ran, data, holds, exact] = statementOf(contents).paragraphs;
  expect(ran).toBe(
    `We ran 01-a and 05-b of model-collapse 9.8.7 (commit c0ffee, library SHA-256 ${"d1e5".repeat(16)}) at quick ` +
      'scale with seed 7, by the command "npm start", on Node v20 (Linux); tensors were computed by plain JavaScript.',
  );
  expect(data).toBe(`Data: iris (SHA-256: tables/iris.csv ${sha256}).`);
  expect(holds).toBe(
    "2 claims: 1 reproduced, 0 not reproduced, 1 undecided; 1 of them cannot be decided at quick scale.",
  );
  expect(exact).toContain(createHash("sha256").update(claimsFile(contents)).digest("hex"));
  expect(exact).toMatch(/1 claim comes from trained networks, which amplify rounding/);
});

test("it hides neither stand-ins nor seeds that differ, and claims no exceptions where there are none", () => {
  const data = [{ name: "iris", source: "stand-in" }] as const;
  expect(textOf({ runs: [runOf({ data })] })).toContain("iris was replaced by a generated stand-in.");
  const text = textOf({ seed: undefined });
  expect(text).toContain("each with its own seed");
  expect(text).toContain("No data were read");
  expect(text).not.toMatch(/rounding|cannot be decided/);
});

test("the run can be verified by one line", () => {
  const verify = (command: string, output: string) =>
    statementOf(contentsOf([runOf()], { command, output })).verification;
  expect(verify("npm start", "report")).toBe(
    "npm start -- --output again && diff report/claims.json again/claims.json",
  );
  expect(verify("npm start -- 05 --output 'my x'", "my x")).toBe(
    "npm start -- 05 --output 'my x' --output again && diff 'my x/claims.json' again/claims.json",
  );
});

test("the terminal shows it in lines that fit", () => {
  const lines = statementLines(contentsOf([runOf()]), 80);
  expect(lines.slice(0, -1).every((line) => line.length <= 80)).toBe(true);
  expect(lines.at(-1)).toMatch(/^Verify: npm start/);
});

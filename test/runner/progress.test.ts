import { describe, expect, test } from "vitest";
import { claimTable } from "../../lib/runner/terminal/claim-table";
import { formatDuration } from "../../lib/runner/terminal/duration";
import { oneLine, plainText } from "../../lib/runner/terminal/plain-text";
import { createProgressDisplay } from "../../lib/runner/terminal/progress";
import { claimOf, recordingTerminal, runOf } from "./fixtures";

describe("progress on a terminal", () => {
  test("is drawn in place and gives way to the verdicts", () => {
    const terminal = recordingTerminal(true);
    const display = createProgressDisplay(terminal);
    display.started("01-a");
    display.started("02-b");
    display.progressed("02-b", { cell: 3, cells: 9, text: "generation 7" });
    display.ended(runOf({ claims: [claimOf()] }));
    display.close();
    expect(terminal.text()).toContain(
      "✓ 01-a  completed after 1.0 s\n    ✓ reproduced: Variance after ten fits",
    );
    expect(terminal.text()).toMatch(/… 02-b cell 3 of 9 0\.0 s generation 7\n/);
    expect(terminal.text().endsWith("\u001b[1A\u001b[J")).toBe(true);
  });

  test("is one line at the beginning and the end where nothing can be redrawn", () => {
    const terminal = recordingTerminal();
    const display = createProgressDisplay(terminal);
    display.started("01-a");
    display.progressed("01-a", { cell: 1, cells: 2, text: "" });
    display.ended(runOf());
    display.close();
    expect(terminal.text()).toBe("▶ 01-a\n✓ 01-a  completed after 1.0 s\n");
  });

  test("of many claims shows those to look at", () => {
    const terminal = recordingTerminal();
    const display = createProgressDisplay(terminal);
    const verdict = (index: number) => (index === 3 ? "not reproduced" : "reproduced");
    const claims = Array.from({ length: 20 }, (_, index) =>
      claimOf({ id: `c${index}`, verdict: verdict(index) }),
    );
    display.ended(runOf({ claims }));
    display.close();
    expect(terminal.text().match(/Variance after ten fits/g)).toHaveLength(1);
    expect(terminal.text()).toContain("20 claims: 19 reproduced, 1 not reproduced, 0 undecided");
  });
});

describe("the table of claims", () => {
  test("fits the width, its statements wrapped", () => {
    const statement = "A statement of many words that cannot stand in one line of a narrow terminal";
    const lines = claimTable([runOf({ claims: [claimOf({ statement })] })], 90);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(90);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines[2]).toMatch(/^variance +A statement of .* 0\.5 +0\.510 ± 0\.010 +✓ reproduced$/);
  });

  test("is empty without claims", () => {
    expect(claimTable([runOf()], 90)).toEqual([]);
  });
});

describe("texts for the terminal", () => {
  test.each([
    ["\u001b[31mred\u001b[0m", "red"],
    ["\u001b]0;title\u0007text\u0000", "text"],
    ["10 %\r20 %\r\nnext\r\n", "20 %\nnext\n"],
    ["a\tb\u202ec\u2028d", "a\tbcd"],
    ["σ² → 0 👩‍🔬", "σ² → 0 👩‍🔬"],
  ])("%j is shown as %j", (text, shown) => {
    expect(plainText(text)).toBe(shown);
  });

  test("a line is cut at the width", () => {
    expect(oneLine("one two\nthree", 9)).toBe("one two …");
    expect(oneLine("one", 9)).toBe("one");
  });

  test.each([
    [0.04, "0.0 s"],
    [9.96, "10 s"],
    [59.4, "59 s"],
    [185, "3 min 05 s"],
    [7440, "2 h 04 min"],
  ])("%d seconds are %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

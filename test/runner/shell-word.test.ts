import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellWord } from "../../lib/runner/shell-word";

test("words come back from a shell as they were", () => {
  const words = [
    "05",
    "--set",
    "a=b c",
    "it's",
    "$(touch x)",
    "`x`",
    "",
    "a;b|c&d>e",
    "*",
    "~",
    "\\",
    "!1",
    "ä\nb",
  ];
  const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${words.map(shellWord).join(" ")}`]);
  expect(printed.toString().split("\0").slice(0, -1)).toEqual(words);
  expect(shellWord("rounds=50")).toBe("rounds=50");
});

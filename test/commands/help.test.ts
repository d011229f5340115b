import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const repository = resolve(__dirname, "../..");
const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};

/** The commands of the project's own; others are those of the compiler, the linter and the test runner. */
const commands = Object.entries(scripts).filter(
  ([name, script]) =>
    /^node lib\/(?:dist\/)?commands\/[\w-]+\.m?js$/.test(script) && !/^(?:pre|post)/.test(name),
);
const nameOf = (script: string) => (script === "start" ? "npm start" : `npm run ${script}`);

function run(script: string, ...words: string[]) {
  return spawnSync(process.execPath, [...script.split(" ").slice(1), ...words], {
    cwd: repository,
    encoding: "utf8",
    env: { ...process.env, npm_lifecycle_event: commands.find(([, other]) => other === script)![0] },
    timeout: 30_000,
  });
}

describe("every command", () => {
  test("is known here", () => {
    expect(commands.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        "setup",
        "start",
        "notebooks",
        "doctor",
        "fetch",
        "kernel",
        "lab",
        "site",
        "clean",
      ]),
    );
  });

  test.each(commands)("npm run %s has a help with examples and the exit codes", (name, script) => {
    const { status, stdout, stderr } = run(script, "--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.split("\n").filter((line) => line.startsWith(`  ${nameOf(name)}`)).length).toBeGreaterThan(
      0,
    );
    expect(stdout).toMatch(/^Ends with\s+0/m);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(140);
  });

  // What lab does not know it hands to JupyterLab.
  test.each(commands.filter(([name]) => name !== "lab"))(
    "npm run %s refuses a flag it does not know with 2 and the way to its help",
    (name, script) => {
      const { status, stdout, stderr } = run(script, "--nonsense");
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain("--nonsense");
      expect(stderr).toMatch(new RegExp(`^(?:See )?${nameOf(name)}.*`, "m"));
    },
  );
});

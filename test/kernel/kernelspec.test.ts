import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { kernel, parseKernelWords } from "../../lib/commands/kernel";
import { jupyterDataFolder } from "../../lib/kernel/kernelspec";

let prefix: string;
const specOf = (folder: string) => join(folder, "share/jupyter/kernels/model-collapse/kernel.json");

beforeEach(() => {
  prefix = mkdtempSync(join(tmpdir(), "kernelspec-"));
});
afterEach(() => rmSync(prefix, { recursive: true, force: true }));

function run(...words: string[]): string {
  const lines: string[] = [];
  expect(kernel(words, (line) => lines.push(line))).toBe(0);
  return lines.join("\n");
}

test("install writes a kernelspec that starts this Node with this kernel", () => {
  expect(run("install", "--prefix", prefix)).toContain(prefix);
  const spec = JSON.parse(readFileSync(specOf(prefix), "utf8"));
  expect(spec.language).toBe("typescript");
  expect(spec.display_name).toBe("TypeScript (model-collapse)");
  expect(spec.argv[0]).toBe(process.execPath);
  expect(existsSync(spec.argv[1])).toBe(true);
  expect(spec.argv[2]).toBe("{connection_file}");
});

test("uninstall takes it out, and says so when there is nothing to take out", () => {
  run("install", "--prefix", prefix);
  expect(run("uninstall", "--prefix", prefix)).toMatch(/^Removed/);
  expect(existsSync(specOf(prefix))).toBe(false);
  expect(run("uninstall", "--prefix", prefix)).toContain("nothing to do");
});

test("the user's folder is Jupyter's", () => {
  expect(jupyterDataFolder(undefined, { JUPYTER_DATA_DIR: "/data" })).toBe("/data");
  expect(jupyterDataFolder("/env", {})).toBe(join("/env", "share", "jupyter"));
});

test("help is shown on request and without a subcommand", () => {
  expect(run("--help")).toContain("npm run kernel -- install");
  expect(run()).toContain("npm run kernel -- install");
});

test.each([
  [["instal"], 'unknown subcommand "instal"; nearest: install'],
  [["xyz"], 'unknown subcommand "xyz"; known: install, uninstall'],
  [["install", "--prefex", "a"], "There is no flag --prefex. Nearest: --prefix."],
  [["install", "uninstall"], "npm run kernel needs one subcommand, got install, uninstall"],
  [["install", "--prefix"], "The flag --prefix needs a value."],
  [["install", "--prefix="], "npm run kernel: --prefix needs a folder, got none"],
  [["install", "--user", "--prefix", "a"], "npm run kernel needs one of --prefix and --user, got both"],
])("%j is refused", (words, message) => {
  expect(() => parseKernelWords(words)).toThrow(message);
});

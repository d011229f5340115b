import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parseLabWords } from "../../lib/commands/lab";
import { ensureLab, hasLab, labFolder } from "../../lib/commands/lab/environment";
import { findPython } from "../../lib/commands/lab/python";
import { runStep } from "../../lib/commands/lab/step";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lab-"));
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

/** A program that pretends to be Python. */
function script(name: string, body: string): string {
  mkdirSync(join(root, name, ".."), { recursive: true });
  writeFileSync(join(root, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(root, name), 0o755);
  return join(root, name);
}

describe("words", () => {
  test("--help is ours, everything else JupyterLab's", () => {
    expect(parseLabWords(["--port", "8890", "--help"])).toBe("help");
    expect(parseLabWords(["-h"])).toBe("help");
    expect(parseLabWords(["--port", "8890"])).toEqual(["--port", "8890"]);
  });
});

describe("findPython", () => {
  test("takes the Python that PYTHON names", () => {
    const command = script("mine", 'echo "3.12.4"');
    expect(findPython({ PYTHON: command })).toEqual({ command, version: "3.12.4" });
  });

  test("takes python3, else python, from the path", () => {
    script("bin/python3", 'echo "3.6.9"');
    script("bin/python", 'echo "3.11.2"');
    expect(findPython({ PATH: join(root, "bin") })).toEqual({ command: "python", version: "3.11.2" });
  });

  test("without one, says what it tried and what to install", () => {
    expect(() => findPython({ PATH: root })).toThrow(RangeError);
    expect(() => findPython({ PATH: root })).toThrow(
      /needs Python 3\.10 or newer.*python3: not found; python: not found.*apt-get install python3 python3-venv.*PYTHON/,
    );
  });

  test("an old one is named with its version, one without venv with what it said", () => {
    expect(() => findPython({ PYTHON: script("old", 'echo "3.9.2"') })).toThrow(/old: 3\.9\.2/);
    const bare = script("bare", "echo \"ModuleNotFoundError: No module named 'ensurepip'\" >&2; exit 1");
    expect(() => findPython({ PYTHON: bare })).toThrow(
      /bare: ModuleNotFoundError: No module named 'ensurepip'/,
    );
  });
});

describe("ensureLab", () => {
  const never = new AbortController().signal;
  const requirements = (text: string) => {
    mkdirSync(join(root, "lib/commands/lab"), { recursive: true });
    writeFileSync(join(root, "lib/commands/lab/requirements.txt"), text);
  };
  /** A Python whose environments hold a pip that notes what it was asked for. */
  const fakePython = () => {
    const bin = join(labFolder(root), "bin");
    const inner = `#!/bin/sh\\necho pip >> "${join(root, "calls")}"\\ntouch "${join(bin, "jupyter-lab")}"\\n`;
    const make = `mkdir -p "${bin}"; printf '${inner}' > "${join(bin, "python")}"; chmod +x "${join(bin, "python")}"`;
    const note = `echo venv >> "${join(root, "calls")}"`;
    return script("python", `if [ "$1" = "-c" ]; then echo 3.11.1; else ${note}; ${make}; fi`);
  };
  const calls = () => readFileSync(join(root, "calls"), "utf8").trim().split("\n");

  test("makes the environment once, and again only for other versions", async () => {
    requirements("jupyterlab==1");
    vi.stubEnv("PYTHON", fakePython());
    expect(hasLab(root)).toBe(false);
    await ensureLab(root, never);
    expect(hasLab(root)).toBe(true);
    await ensureLab(root, never);
    expect(calls()).toEqual(["venv", "pip"]);
    requirements("jupyterlab==2");
    expect(hasLab(root)).toBe(false);
    await ensureLab(root, never);
    expect(calls()).toEqual(["venv", "pip", "pip"]);
  });

  test("an installation that failed does not count as done", async () => {
    requirements("jupyterlab==1");
    const bin = join(labFolder(root), "bin");
    script(".cache/python/bin/python", 'echo "NewConnectionError: Failed to establish" >&2; exit 1');
    vi.stubEnv("PYTHON", fakePython());
    await expect(ensureLab(root, never)).rejects.toThrow(/package index could not be reached.*HTTPS_PROXY/s);
    expect(existsSync(join(bin, "jupyter-lab"))).toBe(false);
    expect(hasLab(root)).toBe(false);
  });
});

describe("runStep", () => {
  test.each([
    ["OSError: [Errno 28] No space left on device", /disk is full/],
    ["PermissionError: [Errno 13] Permission denied: 'x'", /cannot be written to/],
    ["ERROR: No matching distribution found for jupyterlab==9", /try another Python/],
    ["The virtual environment was not created: ensurepip is not available", /install the venv module/],
    ["something else", /^A step failed\.\nsomething else$/],
  ])("%s", async (printed, message) => {
    const failing = script("failing", `cat >&2 <<'END'\n${printed}\nEND\nexit 3`);
    await expect(runStep("A step", failing, [], new AbortController().signal)).rejects.toThrow(message);
  });

  test("ends the program when it is aborted", async () => {
    const controller = new AbortController();
    const waiting = runStep(
      "A step",
      process.execPath,
      ["-e", "setInterval(() => {}, 1000)"],
      controller.signal,
    );
    controller.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});

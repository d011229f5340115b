import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { jupyterWords } from "../../lib/commands/lab";
import { ensureLab, hasLab, labFolder } from "../../lib/commands/lab/environment";
import {
  jupyterFolders,
  jupyterVariables,
  prepareJupyterFolders,
} from "../../lib/commands/lab/jupyter-folders";
import { findPython, modulesIn } from "../../lib/commands/lab/python";
import { runStep } from "../../lib/commands/lab/step";
import { ownNotebooks, trustNotebooks } from "../../lib/commands/lab/trust";
import { readLabWords } from "../../lib/commands/lab/words";
import { UsageError } from "../../lib/runner/usage-error";

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
  test("--help, --notebook and --python are ours, everything else is Jupyter's", () => {
    expect(readLabWords(["--port", "8890", "--help"], {}).help).toBe(true);
    expect(readLabWords(["-h"], {}).help).toBe(true);
    const words = ["--notebook", "--port", "8890", "--python=/p", "--no-browser", "05.ipynb"];
    expect(readLabWords(words, { PYTHON: "/other" })).toEqual({
      help: false,
      notebook: true,
      python: "/p",
      others: ["--port", "8890", "--no-browser", "05.ipynb"],
    });
    expect(readLabWords(["--python", "/p", "x"], {})).toMatchObject({ python: "/p", others: ["x"] });
    expect(readLabWords(["--help-all"], { PYTHON: "/q" })).toMatchObject({ help: false, python: "/q" });
  });

  test("--python without a path is a wrong use", () => {
    expect(() => readLabWords(["--python"], {})).toThrow(UsageError);
    expect(() => readLabWords(["--python="], {})).toThrow(/--python needs a Python.*got none/);
  });

  test("Jupyter starts in the folder unless the words name another", () => {
    const words = readLabWords(["--port", "8890"], {});
    expect(jupyterWords(words, "/notebooks", true)).toEqual([
      "-m",
      "jupyterlab",
      "--ServerApp.root_dir=/notebooks",
      "--allow-root",
      "--port",
      "8890",
    ]);
    const other = readLabWords(["--notebook", "--notebook-dir=/elsewhere"], {});
    expect(jupyterWords(other, "/notebooks", false)).toEqual(["-m", "notebook", "--notebook-dir=/elsewhere"]);
  });
});

describe("findPython", () => {
  test("takes the Python that is named", () => {
    const command = script("mine", 'echo "3.12.4"');
    expect(findPython(command)).toEqual({ command, version: "3.12.4" });
  });

  test("takes python3, else python, from the path", () => {
    script("bin/python3", 'echo "3.6.9"');
    script("bin/python", 'echo "3.11.2"');
    expect(findPython(undefined, { PATH: join(root, "bin") })).toEqual({
      command: "python",
      version: "3.11.2",
    });
  });

  test("without one, says what it tried and what to install", () => {
    expect(() => findPython(undefined, { PATH: root })).toThrow(RangeError);
    expect(() => findPython(undefined, { PATH: root })).toThrow(
      /needs Python 3\.10 or newer.*python3: not found; python: not found.*apt-get install python3 python3-venv.*PYTHON/,
    );
  });

  test("an old one is named with its version, one without venv with what it said", () => {
    expect(() => findPython(script("old", 'echo "3.9.2"'))).toThrow(/old: 3\.9\.2/);
    const bare = script("bare", "echo \"ModuleNotFoundError: No module named 'ensurepip'\" >&2; exit 1");
    expect(() => findPython(bare)).toThrow(/bare: ModuleNotFoundError: No module named 'ensurepip'/);
  });
});

/** Which modules a Python has is asked with a program that begins so. */
const asksForModules = 'case "$2" in from\\ importlib*)';

describe("modulesIn", () => {
  test("knows what a Python has", () => {
    const mine = script("mine", `${asksForModules} echo "jupyterlab notebook";; esac`);
    expect(modulesIn(mine, ["jupyterlab", "plotly"])).toEqual(["jupyterlab"]);
    expect(modulesIn(join(root, "none"), ["jupyterlab"])).toEqual([]);
  });
});

describe("ensureLab", () => {
  const never = new AbortController().signal;
  const requirements = (text: string) => {
    mkdirSync(join(root, "lib/commands/lab"), { recursive: true });
    writeFileSync(join(root, "lib/commands/lab/requirements.txt"), text);
  };
  const bin = () => join(labFolder(root), "bin");
  /** Shell that makes an environment whose Python notes what it was asked for. */
  const makeEnvironment = () => {
    const inner = `#!/bin/sh\\necho pip >> "${join(root, "calls")}"\\ntouch "${join(bin(), "jupyter-lab")}"\\n`;
    return `mkdir -p "${bin()}"; printf '${inner}' > "${join(bin(), "python")}"; chmod +x "${join(bin(), "python")}"`;
  };
  const note = (name: string) => `echo ${name} >> "${join(root, "calls")}"`;
  /** A Python without JupyterLab. */
  const fakePython = () =>
    script("python", `if [ "$1" = "-c" ]; then echo 3.11.1; else ${note("venv")}; ${makeEnvironment()}; fi`);
  const calls = () => readFileSync(join(root, "calls"), "utf8").trim().split("\n");
  const withoutUv = () => vi.stubEnv("PATH", "/usr/bin:/bin");

  test("makes the environment once, and again only for other versions", async () => {
    withoutUv();
    requirements("jupyterlab==1");
    const named = fakePython();
    expect(hasLab(root)).toBe(false);
    expect(await ensureLab(root, named, never)).toBe(join(bin(), "python"));
    expect(hasLab(root)).toBe(true);
    await ensureLab(root, named, never);
    expect(calls()).toEqual(["venv", "pip"]);
    requirements("jupyterlab==2");
    expect(hasLab(root)).toBe(false);
    await ensureLab(root, named, never);
    expect(calls()).toEqual(["venv", "pip", "pip"]);
  });

  test("takes uv where it is on the path", async () => {
    const uv = `if [ "$1" = venv ]; then ${makeEnvironment()}; fi; if [ "$1" = pip ]; then touch "${join(bin(), "jupyter-lab")}"; fi`;
    script("tools/uv", `echo "uv $1" >> "${join(root, "calls")}"; ${uv}`);
    vi.stubEnv("PATH", `${join(root, "tools")}:/usr/bin:/bin`);
    requirements("jupyterlab==1");
    await ensureLab(root, undefined, never);
    expect(hasLab(root)).toBe(true);
    expect(calls()).toEqual(["uv --version", "uv venv", "uv pip"]);
  });

  test("where uv fails, says why and takes pip", async () => {
    const uv = `if [ "$1" = pip ]; then echo "no route to the index" >&2; exit 2; fi`;
    script("tools/uv", uv);
    vi.stubEnv("PATH", `${join(root, "tools")}:/usr/bin:/bin`);
    requirements("jupyterlab==1");
    await ensureLab(root, fakePython(), never);
    expect(calls()).toEqual(["venv", "pip"]);
    expect(process.stderr.write).toHaveBeenCalledWith(
      expect.stringMatching(/no route to the index\nTrying pip instead/),
    );
  });

  test("a Python that has JupyterLab is used as it is", async () => {
    const named = script("mine", `${asksForModules} echo "jupyterlab";; esac`);
    expect(await ensureLab(root, named, never)).toBe(named);
    expect(existsSync(labFolder(root))).toBe(false);
    expect(process.stderr.write).toHaveBeenCalledWith(
      expect.stringMatching(/charts as pictures.*pip install plotly/),
    );
  });

  test("an installation that failed does not count as done", async () => {
    withoutUv();
    requirements("jupyterlab==1");
    script(".cache/python/bin/python", 'echo "NewConnectionError: Failed to establish" >&2; exit 1');
    await expect(ensureLab(root, fakePython(), never)).rejects.toThrow(
      /package index could not be reached.*HTTPS_PROXY/s,
    );
    expect(existsSync(join(bin(), "jupyter-lab"))).toBe(false);
    expect(hasLab(root)).toBe(false);
  });
});

describe("Jupyter's folders", () => {
  test("hold the kernel and the settings, and are nobody else's", () => {
    const folders = jupyterFolders(root);
    prepareJupyterFolders(folders);
    const { JUPYTER_CONFIG_DIR, JUPYTER_DATA_DIR, JUPYTER_RUNTIME_DIR } = jupyterVariables(folders);
    for (const folder of [JUPYTER_CONFIG_DIR, JUPYTER_DATA_DIR, JUPYTER_RUNTIME_DIR]) {
      expect(folder!.startsWith(join(root, ".cache"))).toBe(true);
    }
    const read = (folder: string, name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
    expect(read(JUPYTER_DATA_DIR!, "kernels/model-collapse/kernel.json").language).toBe("typescript");
    expect(read(JUPYTER_CONFIG_DIR!, "jupyter_server_config.json").MultiKernelManager).toEqual({
      default_kernel_name: "model-collapse",
    });
    const page = read(JUPYTER_CONFIG_DIR!, "labconfig/page_config.json");
    expect(page.disabledExtensions["@jupyterlab/apputils-extension:announcements"]).toBe(true);
  });
});

describe("trust", () => {
  const signal = new AbortController().signal;
  const notebook = (name: string, text: string) => {
    mkdirSync(join(root, "notebooks/exercises"), { recursive: true });
    writeFileSync(join(root, "notebooks", name), text);
  };

  test("is given to the workbook's notebooks, once for each of their states", async () => {
    for (const name of ["05-a.ipynb", "exercises/01-b.ipynb", "scratch.ipynb"]) notebook(name, "{}");
    const notebooks = ownNotebooks(join(root, "notebooks"));
    expect(notebooks).toEqual(
      ["05-a.ipynb", "exercises/01-b.ipynb"].map((name) => join(root, "notebooks", name)),
    );
    const python = script("python", `shift 2; echo "$@" >> "${join(root, "calls")}"`);
    const environment = { ...process.env, JUPYTER_DATA_DIR: root };
    const calls = () => readFileSync(join(root, "calls"), "utf8").trim().split("\n");
    await trustNotebooks(notebooks, python, environment, signal);
    await trustNotebooks(notebooks, python, environment, signal);
    expect(calls()).toEqual([notebooks.join(" ")]);
    notebook("05-a.ipynb", '{"changed": true}');
    await trustNotebooks(notebooks, python, environment, signal);
    expect(calls()).toHaveLength(2);
  });

  test("that cannot be given is said, and keeps nothing from starting", async () => {
    notebook("05-a.ipynb", "{}");
    const python = script("python", 'echo "read-only database" >&2; exit 1');
    await trustNotebooks(ownNotebooks(join(root, "notebooks")), python, { JUPYTER_DATA_DIR: root }, signal);
    expect(process.stderr.write).toHaveBeenCalledWith(expect.stringContaining("read-only database"));
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

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { doctor, examine } from "../../lib/commands/doctor";
import { checkData } from "../../lib/commands/doctor/data";
import { describeFindings, missing, optional, ready } from "../../lib/commands/doctor/finding";
import { checkJupyter } from "../../lib/commands/doctor/jupyter";
import { checkModels } from "../../lib/commands/doctor/models";
import { checkBuild, checkPackages } from "../../lib/commands/doctor/project";
import { readManifest } from "../../lib/data/sources/project-data";

const repository = resolve(__dirname, "../..");
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "doctor-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  mkdirSync(join(root, name, ".."), { recursive: true });
  writeFileSync(join(root, name), text);
};

describe("npm run doctor", () => {
  test("finds this installation in order, with the engine in use", async () => {
    const lines: string[] = [];
    expect(await doctor([], repository, (line) => lines.push(line))).toBe(0);
    expect(lines.join("\n")).toMatch(/✓ Node .*20|✓ Node .*2[2-9]/);
    expect(lines.join("\n")).toMatch(/✓ packages .*tslab 1\.0\.22/);
    expect(lines.join("\n")).toMatch(
      /✓ tensors +tensorflow: TensorFlow 2\.15\.1, TensorFlow\.js 4\.22\.0|– tensors +(wasm|cpu): /,
    );
    expect(lines.at(-1)).toMatch(/^Ready\./);
  });

  test("ends with 1 and the remedies when something essential is missing", async () => {
    const lines: string[] = [];
    expect(await doctor([], root, (line) => lines.push(line))).toBe(1);
    expect(lines.join("\n")).toMatch(/✗ packages +not installed\n +→ npm run setup/);
    expect(lines.join("\n")).toMatch(/✗ library +not compiled\n +→ npm run setup/);
    expect(lines.at(-1)).toBe("Something essential is missing: see ✗ above.");
  });

  test("--json prints the findings, --help the help", async () => {
    const lines: string[] = [];
    await doctor(["--json"], root, (line) => lines.push(line));
    expect(JSON.parse(lines.join("\n")).map(({ what }: { what: string }) => what)).toEqual(
      (await examine(root, process.env)).map(({ what }) => what),
    );
    expect(await doctor(["--help"], root, (line) => lines.push(line))).toBe(0);
    expect(lines.at(-1)).toMatch(/^npm run doctor/);
  });

  test("refuses an unknown flag", async () => {
    await expect(doctor(["--jsno"], root, () => undefined)).rejects.toThrow(
      /^There is no flag --jsno\. Nearest: --json\.$/,
    );
  });
});

describe("the tensor engine", () => {
  const doctorOf = (environment: NodeJS.ProcessEnv) => {
    const { stdout } = spawnSync(
      process.execPath,
      [join(repository, "lib/dist/commands/doctor.js"), "--json"],
      {
        encoding: "utf8",
        env: { ...process.env, ...environment },
      },
    );
    return JSON.parse(stdout).find(({ what }: { what: string }) => what === "tensors");
  };

  test("that is not the best there could be comes with the reason and the remedy", () => {
    const bare = `--require ${join(repository, "test/nets/bare-machine.cjs")}`;
    expect(doctorOf({ MODEL_COLLAPSE_BACKEND: "", NODE_OPTIONS: bare })).toEqual(
      optional(
        "tensors",
        "cpu: plain JavaScript, TensorFlow.js 4.22.0; no native engine: it is not installed: run npm run setup; " +
          "no WebAssembly: this Node runs without it",
        "npm run setup -- --native (tries the native engine again)",
      ),
    );
  });

  test("that was asked for is in order, and the one who asked is named", () => {
    expect(doctorOf({ MODEL_COLLAPSE_BACKEND: "wasm" })).toEqual(
      ready("tensors", "wasm: WebAssembly, TensorFlow.js 4.22.0; MODEL_COLLAPSE_BACKEND asks for wasm"),
    );
  });

  test("that does not exist is missing, with the names there are", () => {
    const finding = doctorOf({ MODEL_COLLAPSE_BACKEND: "gpu" });
    expect(finding).toMatchObject({ state: "missing", detail: expect.stringContaining("native, wasm, cpu") });
  });
});

describe("the project", () => {
  test("counts what npm installed", () => {
    write("node_modules/.package-lock.json", '{"packages":{"node_modules/tslab":{"version":"9.9.9"}}}');
    expect(checkPackages(root)).toEqual(ready("packages", "1 installed; tslab 9.9.9"));
  });

  test("knows when the library was compiled", () => {
    write("lib/dist/index.js", "");
    expect(checkBuild(root).detail).toMatch(/^compiled \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
  });
});

describe("data", () => {
  const entry = (urls: string[]) => ({
    name: "tides",
    standIn: "sines",
    files: [{ path: "t/tides.csv", bytes: 4199, urls }],
  });
  const manifest = (urls: string[]) =>
    write("data/manifest.json", JSON.stringify({ dataSets: [entry(urls)] }));

  test("come from the user's folder first, packed or not, then from the cache", () => {
    manifest(["somewhere"]);
    write("data/cache/t/tides.csv", "");
    expect(checkData(root, {})).toEqual([ready("data: tides", "in data/cache")]);
    write("own/t/tides.csv.gz", "");
    const own = join(root, "own");
    expect(checkData(root, { MODEL_COLLAPSE_DATA: own })).toEqual([
      ready("data folder", `${own} (MODEL_COLLAPSE_DATA)`),
      ready("data: tides", "in the data folder"),
    ]);
  });

  test("else from a download, else from a stand-in", () => {
    manifest(["somewhere"]);
    expect(checkData(root, {})[0].detail).toBe(
      "downloaded when first used (5 kB unpacked), else a stand-in (sines)",
    );
    manifest([]);
    const remedy = "put it into a folder that MODEL_COLLAPSE_DATA names";
    expect(checkData(root, {})).toEqual([optional("data: tides", "a stand-in (sines)", remedy)]);
  });

  test("of several files it says which place holds how many", () => {
    const file = (name: string, urls: string[]) => ({ path: `t/${name}`, bytes: 2_600_000, urls });
    const files = (urls: string[]) => [file("a", urls), file("b", urls), file("c", urls)];
    const describe = (urls: string[]) =>
      write(
        "data/manifest.json",
        JSON.stringify({ dataSets: [{ name: "tides", standIn: "sines", files: files(urls) }] }),
      );
    describe(["somewhere"]);
    write("own/t/a.gz", "");
    write("data/cache/t/a", "");
    const environment = { MODEL_COLLAPSE_DATA: join(root, "own") };
    expect(checkData(root, environment)[1]).toEqual(
      ready(
        "data: tides",
        "1 of 3 files in the data folder, 2 of 3 files downloaded when first used (5 MB unpacked), " +
          "else a stand-in (sines)",
      ),
    );
    describe([]);
    const remedy = "put the rest into a folder that MODEL_COLLAPSE_DATA names";
    expect(checkData(root, environment)[1]).toEqual(
      optional("data: tides", "1 of 3 files in the data folder, a stand-in (sines)", remedy),
    );
    write("data/cache/t/b", "");
    write("data/cache/t/c", "");
    expect(checkData(root, environment)[1]).toEqual(
      ready("data: tides", "1 of 3 files in the data folder, 2 of 3 files in data/cache"),
    );
  });

  test("the project's own are all listed", () => {
    const listed = checkData(repository, {}).map(({ what }) => what);
    expect(listed).toEqual(readManifest().dataSets.map(({ name }) => `data: ${name}`));
    expect(listed).toContain("data: mnist");
  });

  test("a folder that does not exist and a lost manifest are reported", () => {
    expect(checkData(root, {})[0].state).toBe("missing");
    manifest([]);
    const [folder] = checkData(root, { MODEL_COLLAPSE_DATA: join(root, "nowhere") });
    expect(folder.detail).toMatch(/nowhere does not exist/);
    expect(folder.state).toBe("optional");
  });
});

describe("models", () => {
  const listed = { models: [{ name: "opt-tiny", files: [{ path: "config.json", bytes: 3_100_000 }] }] };

  test("come from the user's folder first, then from the cache, else with the command that fetches them", () => {
    expect(checkModels(root, {})).toEqual([]);
    write("data/models.json", JSON.stringify(listed));
    const absent = optional("model: opt-tiny", "not there", "npm run fetch -- opt-tiny (3 MB)");
    expect(checkModels(root, {})).toEqual([absent]);
    write("data/cache/opt-tiny/config.json", "");
    expect(checkModels(root, {})).toEqual([absent]);
    write("data/cache/opt-tiny/pytorch_model.bin", "");
    expect(checkModels(root, {})).toEqual([
      ready("model: opt-tiny", `in ${join(root, "data/cache/opt-tiny")}`),
    ]);
    write("own/opt-tiny/config.json", "");
    write("own/opt-tiny/model.safetensors", "");
    const own = join(root, "own");
    expect(checkModels(root, { MODEL_COLLAPSE_DATA: own })).toEqual([
      ready("model: opt-tiny", `in ${join(own, "opt-tiny")}`),
    ]);
  });
});

describe("Jupyter", () => {
  test("without Python everything is optional, and the remedies are named", () => {
    const findings = checkJupyter(root, { PATH: root, HOME: root, JUPYTER_DATA_DIR: root });
    expect(findings.filter(({ state }) => state === "missing")).toEqual([]);
    const [python, lab, other, kernel] = findings;
    expect(python).toMatchObject({ state: "optional", remedy: expect.stringContaining("python3-venv") });
    expect(python.detail).toMatch(/python3: not found/);
    expect(lab.remedy).toMatch(/^npm run lab/);
    expect(other.detail).toBe("none on the path");
    expect(kernel.what).toBe("kernel");
  });

  test("a registered kernel is found where Jupyter looks", () => {
    write("jupyter/kernels/model-collapse/kernel.json", "{}");
    const kernel = checkJupyter(root, { PATH: root, JUPYTER_PATH: join(root, "jupyter") }).at(-1)!;
    expect(kernel.state).toBe("ready");
    expect(kernel.detail).toContain(join(root, "jupyter"));
  });

  test("the environment of npm run lab counts only with the versions asked for", () => {
    cpSync(
      join(repository, "lib/commands/lab/requirements.txt"),
      join(root, "lib/commands/lab/requirements.txt"),
      {
        recursive: true,
      },
    );
    write(".cache/python/bin/jupyter-lab", "");
    write(".cache/python/.model-collapse-lab", "another digest");
    expect(checkJupyter(root, { PATH: root })[1].state).toBe("optional");
  });
});

test("findings are aligned, remedies stand below", () => {
  expect(describeFindings([ready("a", "fine"), missing("long", "gone", "fetch it")])).toEqual([
    "✓ a     fine",
    "✗ long  gone",
    "        → fetch it",
  ]);
});

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SetupProject } from "./setup-project";

let project: SetupProject;
beforeEach(() => {
  project = new SetupProject();
});
afterEach(() => project.remove());

const read = (name: string) => readFileSync(join(project.root, name), "utf8");
const has = (name: string) => existsSync(join(project.root, name));
const npmRuns = () => (has("npm-runs.txt") ? read("npm-runs.txt").trim().split("\n") : []);
const lockFolder = () => join(project.root, ".cache/setup.lock");

/** The number of a process that has ended. */
const deadProcess = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe("what is done", () => {
  test("the first run installs what the lock file says, compiles, and says so", async () => {
    const { code, output } = await project.run();
    expect(output).toMatch(/^Installing packages \(npm ci\) …$/m);
    expect(output).toMatch(/^Compiling the library: done after [\d.]+ s/m);
    expect(code).toBe(0);
    expect(npmRuns()).toHaveLength(1);
    expect(npmRuns()[0]).toMatch(/^ci --include=dev /);
    expect(read("lib/dist/one.js")).toContain("one = 1");
    expect(has(".cache/setup.lock")).toBe(false);
  });

  test("with nothing changed it does nothing and says nothing", async () => {
    await project.run();
    const before = read("lib/dist/.setup");
    expect(await project.run()).toEqual({ code: 0, output: "" });
    expect(npmRuns()).toHaveLength(1);
    expect(read("lib/dist/.setup")).toBe(before);
  });

  test("a changed source is compiled without installing again", async () => {
    await project.run();
    project.write("lib/one.ts", "export const one: number = 2;\n");
    expect((await project.run()).output).not.toContain("Installing");
    expect(npmRuns()).toHaveLength(1);
    expect(read("lib/dist/one.js")).toContain("one = 2");
  });

  test("what was compiled from a deleted source goes away, a lost output comes back", async () => {
    project.write("lib/room/two.ts", "export const two: number = 2;\n");
    await project.run();
    expect(has("lib/dist/room/two.js")).toBe(true);
    rmSync(join(project.root, "lib/room"), { recursive: true });
    rmSync(join(project.root, "lib/dist/one.js"));
    expect((await project.run()).code).toBe(0);
    expect(has("lib/dist/room/two.js")).toBe(false);
    expect(has("lib/dist/one.js")).toBe(true);
  });

  test("a changed lock file installs again", async () => {
    await project.run();
    project.lock({ "": {}, "node_modules/typescript": { version: "2.0.0", integrity: "sha512-def" } });
    await project.run();
    expect(npmRuns()).toHaveLength(2);
  });

  test("an installation made by hand counts, packages for other platforms missing", async () => {
    project.lock({
      "node_modules/typescript": { version: "1.0.0", integrity: "sha512-abc" },
    });
    project.installByHand();
    project.lock({
      "node_modules/typescript": { version: "1.0.0", integrity: "sha512-abc" },
      "node_modules/only-on-mars": { version: "1.0.0", optional: true },
    });
    const { code, output } = await project.run();
    expect(output).not.toContain("Installing");
    expect(code).toBe(0);
    expect(npmRuns()).toEqual([]);
  });

  test("without a lock file it runs npm install", async () => {
    rmSync(join(project.root, "package-lock.json"));
    project.npm('fs.writeFileSync("package-lock.json", "{}");');
    expect((await project.run()).code).toBe(0);
    expect(npmRuns()[0]).toMatch(/^install /);
  });

  test("settings of the calling npm command do not reach the installation", async () => {
    project.npm('fs.writeFileSync("seen.json", JSON.stringify(process.env));');
    await project.run({ npm_config_workspace: "lib", npm_config_omit: "dev", npm_config_cache: "kept" });
    const seen = JSON.parse(read("seen.json"));
    expect(seen.npm_config_workspace).toBeUndefined();
    expect(seen.npm_config_omit).toBeUndefined();
    expect(seen.npm_config_cache).toBe("kept");
  });
});

describe("two at once", () => {
  const slowly =
    'fs.writeFileSync("started", ""); while (!fs.existsSync("go")) await new Promise((r) => setTimeout(r, 20));';

  test("the second waits, says for whom, and finds the work done", async () => {
    project.npm(slowly);
    const first = project.start();
    await first.printed("Installing");
    const second = project.start();
    await second.printed(`Waiting for the set-up that process ${first.child.pid} is running`);
    project.write("go", "");
    const [one, two] = await Promise.all([first.ended, second.ended]);
    expect([one.code, two.code]).toEqual([0, 0]);
    expect(npmRuns()).toHaveLength(1);
    expect(two.output).not.toContain("Installing");
    expect(readdirSync(join(project.root, ".cache"))).toEqual([]);
  });

  test("the lock of a dead process is taken over", async () => {
    mkdirSync(lockFolder(), { recursive: true });
    writeFileSync(join(lockFolder(), String(deadProcess())), "");
    const { code, output } = await project.run();
    expect(code).toBe(0);
    expect(output).not.toContain("Waiting");
    expect(has(".cache/setup.lock")).toBe(false);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s leaves no lock behind, and the next run starts afresh", async (signal, exitCode) => {
    project.npm(slowly);
    const { child, ended, printed } = project.start();
    await printed("Installing");
    child.kill(signal);
    expect((await ended).code).toBe(exitCode);
    expect(has(".cache/setup.lock")).toBe(false);
    project.write("go", "");
    expect((await project.run()).code).toBe(0);
  });

  test("Ctrl-C while waiting leaves the other's lock alone", async () => {
    project.npm(slowly);
    const first = project.start();
    await first.printed("Installing");
    const second = project.start();
    await second.printed("Waiting");
    second.child.kill("SIGINT");
    expect((await second.ended).code).toBe(130);
    expect(readdirSync(lockFolder())).toEqual([String(first.child.pid)]);
    project.write("go", "");
    expect((await first.ended).code).toBe(0);
  });
});

describe("what went wrong, and the remedy", () => {
  /** npm fails with this on its error output. */
  const failWith = (message: string) =>
    project.npm(`console.error(${JSON.stringify(`npm error code ${message}`)}); process.exit(1);`);

  test.each([
    ["ENOTFOUND", /The package registry could not be reached: ENOTFOUND.*behind a proxy, set HTTPS_PROXY/],
    ["ECONNREFUSED", /The package registry could not be reached: ECONNREFUSED/],
    ["ETIMEDOUT", /The package registry could not be reached: ETIMEDOUT/],
    ["ENOSPC", /The disk is full \(ENOSPC\): free about 1 GB/],
    ["EROFS", /cannot be written to: make it writable/],
    ["EACCES", /cannot be written to: make it writable/],
    ["EUSAGE", /package-lock\.json does not belong to package\.json: run `npm install`/],
    ["EWHATEVER", /npm ci failed\. npm said:\n\nnpm error code EWHATEVER/],
  ])("npm's %s", async (code, message) => {
    failWith(code);
    const run = await project.run();
    expect(run.output).toMatch(message);
    expect(run.output).toContain(`npm error code ${code}`);
    expect(run.code).toBe(1);
    expect(has(".cache/setup.lock")).toBe(false);
  });

  test("a folder of npm's own that is refused is named instead of the project's", async () => {
    failWith("EACCES\nnpm error syscall mkdir\nnpm error path /var/cache/somebody-else");
    expect((await project.run()).output).toMatch(/failed\. \/var\/cache\/somebody-else cannot be written to/);
  });

  test("no npm at all", async () => {
    const run = await project.run({ npm_execpath: "", PATH: join(project.root, "nowhere") });
    expect(run.output).toMatch(/npm was not found: install it/);
    expect(run.code).toBe(1);
  });

  test("a Node that is too old, before anything is touched", async () => {
    project.write("package.json", '{ "engines": { "node": ">=99.1" } }');
    const run = await project.run();
    expect(run.output).toMatch(/needs Node 99\.1 or newer; this is Node \d+\.\d+\.\d+/);
    expect(run.output).toMatch(/nvm install/);
    expect(run.code).toBe(1);
    expect(has("node_modules")).toBe(false);
  });

  test("sources that do not compile: the errors, and no stamp that would hide them", async () => {
    project.write("lib/one.ts", 'export const one: number = "two";\n');
    const run = await project.run();
    expect(run.output).toMatch(/The library does not compile/);
    expect(run.output).toMatch(/lib\/one\.ts\(1,14\): error TS2322/);
    expect(run.code).toBe(1);
    expect((await project.run()).code).toBe(1);
    project.write("lib/one.ts", "export const one: number = 3;\n");
    expect((await project.run()).code).toBe(0);
  });

  test("a folder that cannot be made names the folder and the code", async () => {
    project.write(".cache", "a file where the folder has to be");
    const run = await project.run();
    expect(run.output).toMatch(/Set-up failed\..*(ENOTDIR|EEXIST)/s);
    expect(run.output).toContain(join(project.root, ".cache"));
    expect(run.code).toBe(1);
  });
});

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Kernel } from "../../lib/runner/client/kernel";
import { KernelDeathError, startKernel } from "../../lib/runner/client/kernel";
import { executeCell } from "../../lib/runner/execution/cell";
import { codeCell, processesWith, repository, temporaryFolder, writeNotebook } from "./fixtures";

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** `npm start` on other notebooks, as a process of its own. */
const driver = `
  const { start } = require(${JSON.stringify(join(repository, "lib/dist/commands/start.js"))});
  const { runCommand } = require(${JSON.stringify(join(repository, "lib/dist/commands/run-command.js"))});
  const notebooks = ${JSON.stringify(folder.path)};
  runCommand((words, signal) => start(words, { notebooks, terminal: process.stdout, signal }), "Stopping.");
`;

const slow =
  'import { writeFileSync } from "node:fs";\nwriteFileSync("under-way", "");\nfor (;;) await Promise.resolve();';

describe.runIf(process.platform === "linux")("Ctrl-C", () => {
  test("keeps finished notebooks, leaves no process and no lock, and ends with 130", async () => {
    writeNotebook(folder.path, "01-quick", [codeCell("1 + 1")]);
    writeNotebook(folder.path, "02-slow", [codeCell(slow)]);
    writeNotebook(folder.path, "03-later", [codeCell("1")]);
    const marker = randomUUID();
    const output = join(folder.path, "report");
    const words = ["all", "--jobs", "1", "--output", output];
    const child = spawn(process.execPath, ["-e", driver, "start", ...words], {
      env: { ...process.env, RUNNER_TEST_MARKER: marker },
      stdio: "ignore",
    });
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await expect.poll(() => existsSync(join(folder.path, "under-way")), { timeout: 50_000 }).toBe(true);
    expect(processesWith(marker).length).toBeGreaterThan(1);
    expect(readdirSync(output)).toContain(".chains");
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(processesWith(marker)).toEqual([]);
    const { notebooks } = JSON.parse(readFileSync(join(output, "claims.json"), "utf8"));
    expect(notebooks.map(({ status }: { status: string }) => status)).toEqual([
      "completed",
      "interrupted",
      "interrupted",
    ]);
    expect(readdirSync(join(output, "notebooks"))).toContain("01-quick.ipynb");
    expect(readdirSync(output).filter((name) => name.startsWith("."))).toEqual([".chains"]);
    expect(readFileSync(join(output, "index.html"), "utf8")).toContain("Interrupted.");
  });
});

describe("a kernel", () => {
  test("that ends at its start is reported with its last words", async () => {
    const command = () => [process.execPath, "-e", "console.error('no such module'); process.exit(3)"];
    const starting = startKernel({ command, cwd: folder.path });
    await expect(starting).rejects.toThrow(KernelDeathError);
    await expect(starting).rejects.toThrow("The kernel ended by itself (exit code 3).\nno such module");
  });

  test("that cannot be started is reported", async () => {
    const starting = startKernel({ command: () => [join(folder.path, "missing")], cwd: folder.path });
    await expect(starting).rejects.toThrow(/The kernel ended by itself \(spawn .*ENOENT\)/);
  });

  test("that never answers is ended", async () => {
    const command = () => [process.execPath, "-e", "setInterval(() => undefined, 1000)"];
    const starting = startKernel({ command, cwd: folder.path, startSeconds: 1 });
    await expect(starting).rejects.toThrow("The kernel did not answer within 1 s of its start.");
  });

  test("whose cell ignores the interrupt is killed", async () => {
    const calls: string[] = [];
    const kernel: Kernel = {
      execute: () => new Promise(() => undefined),
      interrupt: () => calls.push("interrupt"),
      dead: new Promise(() => undefined),
      stop: async () => undefined,
      kill: async () => {
        calls.push("kill");
      },
    };
    const end = await executeCell(kernel, "", 0.01, () => undefined);
    expect(end).toEqual({ type: "late", stopped: false });
    expect(calls).toEqual(["interrupt", "kill"]);
  });
});

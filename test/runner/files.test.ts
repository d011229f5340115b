import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lockFolder } from "../../lib/runner/files/lock";
import { makeFolder, OutputError, writeAtomically, writing } from "../../lib/runner/files/write-atomically";
import { temporaryFolder } from "./fixtures";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe("writing a file", () => {
  test("replaces the old one and leaves nothing beside it", () => {
    mkdirSync(join(folder.path, "out"));
    const path = join(folder.path, "out/a.json");
    writeAtomically(path, "old");
    writeAtomically(path, "new");
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(readdirSync(join(folder.path, "out"))).toEqual(["a.json"]);
  });

  test("that is refused says why and leaves nothing behind", () => {
    mkdirSync(join(folder.path, "out/a.json"), { recursive: true });
    writeFileSync(join(folder.path, "out/a.json/x"), "");
    const write = () => writeAtomically(join(folder.path, "out/a.json"), "new");
    expect(write).toThrow(OutputError);
    expect(write).toThrow(/Cannot write .*a\.json: a folder of this name is in the way/);
    expect(readdirSync(join(folder.path, "out"))).toEqual(["a.json"]);
  });

  test.each([
    ["ENOSPC", "the disk is full: free some space or choose another folder with --output"],
    ["EROFS", "the file system is read-only"],
    ["EACCES", "writing there is not allowed"],
  ])("%s is told with its remedy", (code, message) => {
    const refuse = () => {
      throw Object.assign(new Error(code), { code });
    };
    expect(() => writing("/report/index.html", refuse)).toThrow(
      `Cannot write /report/index.html: ${message}`,
    );
  });

  test.skipIf(process.platform !== "linux")(
    "a file system that allows no new folders is refused at once",
    () => {
      expect(() => makeFolder("/proc/model-collapse/report")).toThrow(
        /Cannot write .*no folder can be made there/,
      );
    },
  );

  test("a folder below a file cannot be made", () => {
    writeFileSync(join(folder.path, "file"), "");
    expect(() => makeFolder(join(folder.path, "file/report"))).toThrow(/a part of the path is a file/);
  });
});

describe("the lock of an output folder", () => {
  const lockFile = () => join(folder.path, ".lock");
  const holder = (more: object) =>
    JSON.stringify({ pid: process.pid, host: hostname(), processStart: "0", since: "then", ...more });

  test("keeps a second run out and says who holds it", () => {
    const lock = lockFolder(folder.path);
    expect(() => lockFolder(folder.path)).toThrow(OutputError);
    expect(() => lockFolder(folder.path)).toThrow(
      new RegExp(`in use by process ${process.pid} on ${hostname()} since 20.*--output`),
    );
    lock.release();
    lockFolder(folder.path).release();
    expect(readdirSync(folder.path)).toEqual(["node_modules"]);
  });

  test("releases only once", () => {
    const first = lockFolder(folder.path);
    first.release();
    const second = lockFolder(folder.path);
    first.release();
    expect(() => lockFolder(folder.path)).toThrow(OutputError);
    second.release();
  });

  test("of a process that has ended is taken over", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(lockFile(), holder({ pid }));
    lockFolder(folder.path).release();
  });

  test.runIf(process.platform === "linux")("of an earlier process with the same number is taken over", () => {
    writeFileSync(lockFile(), holder({}));
    lockFolder(folder.path).release();
  });

  test("that is damaged is taken over", () => {
    writeFileSync(lockFile(), "{");
    lockFolder(folder.path).release();
  });

  test("of another machine is respected", () => {
    writeFileSync(lockFile(), holder({ host: "elsewhere" }));
    expect(() => lockFolder(folder.path)).toThrow(/on elsewhere since then.*delete .*\.lock/s);
    expect(readFileSync(lockFile(), "utf8")).toBe(holder({ host: "elsewhere" }));
  });
});

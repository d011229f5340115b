import { fork, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeLock } from "../../lib/chain/checkpoints/lock-file";
import { compiledLibrary } from "./helpers";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  path = join(folder, "a.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The lock of a process that has ended. */
function deadLock(): string {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  return JSON.stringify({ pid, host: hostname(), processStart: "0", since: "then" });
}

test("the holder is told, with the name it gave", () => {
  const first = takeLock(path, "03-drift");
  expect(takeLock(path)).toMatchObject({ holder: { pid: process.pid, host: hostname(), name: "03-drift" } });
  if ("lock" in first) first.lock.release();
  expect("lock" in takeLock(path)).toBe(true);
});

test("a file that is no lock is taken over, even where a process died while it did so", () => {
  writeFileSync(path, "no lock");
  writeFileSync(`${path}.turn`, deadLock());
  expect("lock" in takeLock(path)).toBe(true);
  expect(readdirSync(folder)).toEqual(["a.lock"]);
});

test("while another process looks at a dead lock, it is left to that one", () => {
  writeFileSync(path, deadLock());
  const turn = takeLock(`${path}.turn`);
  expect("holder" in takeLock(path)).toBe(true);
  if ("lock" in turn) turn.lock.release();
  expect("lock" in takeLock(path)).toBe(true);
});

test("of many processes that find a dead lock one takes it over", async () => {
  const module = JSON.stringify(join(compiledLibrary, "chain/checkpoints/lock-file.js"));
  const script = join(folder, "take.cjs");
  writeFileSync(
    script,
    `const { takeLock } = require(${module});
     process.on("message", (path) => process.send("lock" in takeLock(path) ? process.pid : 0));
     process.send("ready");`,
  );
  const children = Array.from({ length: 6 }, () => fork(script));
  const next = () =>
    Promise.all(children.map((child) => new Promise<unknown>((told) => child.once("message", told))));
  try {
    await next();
    for (let round = 0; round < 20; round++) {
      const contested = join(folder, `round-${round}.lock`);
      writeFileSync(contested, deadLock());
      const answers = next();
      for (const child of children) child.send(contested);
      const winners = (await answers).filter((answer) => answer !== 0);
      expect(winners.length).toBe(1);
      expect(JSON.parse(readFileSync(contested, "utf8")).pid).toBe(winners[0]);
    }
  } finally {
    for (const child of children) child.kill();
  }
});

import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { SandboxLimits } from "../../../lib/exercises/sandbox/limits";
import type { SandboxSession } from "../../../lib/exercises/sandbox/sandbox";
import { endless, greedy, type HostileCell, noisy, reaching } from "./hostile-cells";
import { processesBelow, sandboxes } from "./sandboxes";

interface Group {
  readonly title: string;
  readonly cells: readonly HostileCell[];
  readonly limits: Partial<SandboxLimits>;
}

const groups: readonly Group[] = [
  { title: "that never end", cells: endless, limits: { cellSeconds: 3, sessionSeconds: 600 } },
  { title: "that fill memory", cells: greedy, limits: { heapMegabytes: 300, residentMegabytes: 900 } },
  { title: "that print without end", cells: noisy, limits: { outputBytes: 200_000, heapMegabytes: 512 } },
  { title: "that reach for what lies outside, or break off", cells: reaching, limits: {} },
];

const runs = sandboxes.flatMap((sandbox) =>
  groups.map((group) => ({ ...group, kind: sandbox.kind, sandbox })),
);

describe.each(runs)("$kind: cells $title", ({ sandbox, cells, limits }) => {
  let session: SandboxSession;
  beforeAll(async () => {
    session = await sandbox.open({ limits });
  });
  afterAll(async () => {
    const started = processesBelow(process.pid);
    await session.close();
    expect(started.length).toBeGreaterThan(0);
    // Linux takes a moment to clear away a namespace.
    const alive = () => started.filter((number) => existsSync(`/proc/${number}`));
    await vi.waitFor(() => expect(alive()).toEqual([]), 20_000);
  });

  test.each(cells)("$name", async ({ code, ends, message }) => {
    const result = await session.run(code);
    expect(ends).toContain(result.status);
    expect(JSON.stringify(result).length).toBeLessThan(1_500_000);
    if (message) expect(result.message).toMatch(message);
    expect(result.lostEverything).toBe(!["ok", "error"].includes(result.status));
    // An independent cell behind it is none the worse.
    const next = await session.run("const honest = Math.abs(-2) + [1, 2].map((x) => 2 * x).length;\nhonest");
    expect(next.status).toBe("ok");
    expect(next.outputs).toMatchObject([{ output_type: "execute_result", data: { "text/plain": "4" } }]);
  });
});

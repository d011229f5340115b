import { afterAll, beforeAll, expect, test } from "vitest";
import { isFor, TestClient, textOf } from "./client";

let client: TestClient;
beforeAll(async () => {
  client = await TestClient.start();
});
afterAll(() => client.stop());

const lost = "All variables and imports of this notebook are lost. Run its cells again from the top.";

async function expectLost(code: string, cause: RegExp): Promise<void> {
  const { content } = (await client.execute(code)).reply;
  expect(content).toMatchObject({ status: "error", ename: "RealmLost" });
  expect(content.evalue).toMatch(cause);
  expect(content.evalue).toContain(lost);
  expect(textOf(await client.execute("console.log('goes on')"))).toBe("goes on\n");
}

test("process.exit ends the cell, not the kernel", () =>
  expectLost("console.log('printed'); process.exit(3)", /process\.exit\(3\)/));

test("a crash ends the cell, not the kernel", () => expectLost("process.abort()", /crashed \(SIGABRT\)/));

test("running out of memory ends the cell, not the kernel", async () => {
  const small = await TestClient.start({ NODE_OPTIONS: "--max-old-space-size=250" });
  const code = "const all: number[][] = []; for (;;) all.push(new Array(1e5).fill(0.5));";
  const { content } = (await small.execute(code)).reply;
  expect(content.ename).toBe("RealmLost");
  expect(content.evalue).toContain(`out of memory, which ended its process. ${lost}`);
  expect(textOf(await small.execute("console.log('goes on')"))).toBe("goes on\n");
  await small.stop();
});

test.each([
  ["a loop in a timer", "setTimeout(() => { for (;;); }, 1);"],
  [
    "a loop of settled promises outside the cell's functions",
    "queueMicrotask(function again() { queueMicrotask(again) });",
  ],
  [
    "a loop that begins when the cell is interrupted",
    "(globalThis as any)[Symbol.for('model-collapse.front-end')].signal.onabort = () => queueMicrotask(function again() { queueMicrotask(again) });",
  ],
])("%s is ended with its process when the cell is interrupted", async (_, code) => {
  const request = client.sendCode(`console.log("under way");\n${code}\nawait new Promise(() => undefined);`);
  await client.until(isFor(request, "stream"));
  await client.ask("control", "interrupt_request", {});
  const { content } = (await client.finished(request)).reply;
  expect(content.ename).toBe("RealmLost");
  expect(content.evalue).toContain("did not come to rest");
  expect(content.evalue).toContain(lost);
});

test("a process that ends between cells is told below the last one", async () => {
  const request = client.sendCode("setTimeout(() => process.exit(1), 50)");
  await client.finished(request);
  const told = await client.until(isFor(request, "stream"));
  expect(told.content.text).toContain(lost);
});

test("cells behind a lost one are aborted", async () => {
  const failing = client.sendCode("await new Promise(r => setTimeout(r, 100)); process.exit(1)");
  const behind = client.sendCode("1");
  expect((await client.finished(failing)).reply.content.ename).toBe("RealmLost");
  expect((await client.finished(behind)).reply.content.status).toBe("aborted");
});

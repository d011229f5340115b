import { afterAll, beforeAll, expect, test } from "vitest";
import { isFor, isIdleOf, TestClient } from "./client";

let client: TestClient;
beforeAll(async () => {
  client = await TestClient.start();
});
afterAll(() => client.stop());

const ask = async (type: string, content: Record<string, unknown>) =>
  (await client.ask("shell", `${type}_request`, content)).content;

test("the kernel says what it is before its compiler has started", async () => {
  const fresh = await TestClient.start();
  const { content } = await fresh.ask("shell", "kernel_info_request", {});
  expect(content).toMatchObject({
    status: "ok",
    implementation: "model-collapse",
    language_info: { name: "typescript", mimetype: "text/typescript", file_extension: ".ts" },
  });
  await fresh.stop();
});

test("every request is framed by busy and idle, on control too", async () => {
  const request = client.send("control", "kernel_info_request", {});
  await client.until(isIdleOf(request));
  const states = client.received
    .filter(
      ({ header, parentHeader }) =>
        header.msg_type === "status" && parentHeader.msg_id === request.header.msg_id,
    )
    .map(({ content }) => content.execution_state);
  expect(states).toEqual(["busy", "idle"]);
});

test("completion counts code points", async () => {
  const code = "const 𝜎𝜎 = '😀'; Math.atan2";
  const cursor = [..."const 𝜎𝜎 = '😀'; Math.ata"].length;
  const start = [..."const 𝜎𝜎 = '😀'; Math."].length;
  const { matches, cursor_start, cursor_end } = await ask("complete", { code, cursor_pos: cursor });
  expect(matches).toEqual(["atan", "atan2", "atanh"]);
  expect([cursor_start, cursor_end]).toEqual([start, [...code].length]);
});

test("completion knows what earlier cells declared, its types, and nothing where there is nothing", async () => {
  await client.execute("const measured = { standardDeviation: 1, mean: 0 };");
  const code = "measured.st";
  const reply = await ask("complete", { code, cursor_pos: code.length });
  expect(reply.matches).toEqual(["standardDeviation"]);
  expect(reply.metadata).toMatchObject({
    _jupyter_types_experimental: [{ text: "standardDeviation", type: "property", start: 9, end: 11 }],
  });
  expect((await ask("complete", { code: "'text'", cursor_pos: 3 })).matches).toEqual([]);
});

test("inspection counts code points and finds the name before the cursor", async () => {
  await client.execute("/** Twice as much. */\nfunction twice(x: number): number { return 2 * x }");
  const code = "'😀'; twice";
  const { found, data } = await ask("inspect", { code, cursor_pos: [...code].length, detail_level: 0 });
  expect(found).toBe(true);
  expect((data as Record<string, string>)["text/plain"]).toContain("twice(x: number): number");
  expect(await ask("inspect", { code: "   ", cursor_pos: 1 })).toMatchObject({ status: "ok", found: false });
});

test.each([
  ["await f()", "complete"],
  ["function f() {", "incomplete"],
  ["const = 1", "invalid"],
])("%s is %s", async (code, status) => {
  expect((await ask("is_complete", { code })).status).toBe(status);
});

test("history tells what was run", async () => {
  await client.execute("'in history'");
  const tail = await ask("history", { hist_access_type: "tail", n: 1, output: false, raw: true });
  expect((tail.history as unknown[][])[0]![2]).toBe("'in history'");
  const search = await ask("history", {
    hist_access_type: "search",
    pattern: "*in hist*",
    output: true,
    raw: true,
  });
  expect((search.history as unknown[][])[0]![2]).toEqual(["'in history'", null]);
});

test("comms have no targets here", async () => {
  expect(await ask("comm_info", {})).toEqual({ status: "ok", comms: {} });
  const request = client.send("shell", "comm_open", { comm_id: "1", target_name: "x", data: {} });
  expect((await client.until(isFor(request, "comm_close"))).content.comm_id).toBe("1");
});

test("an unknown request is answered with an error", async () => {
  expect(await ask("debug", {})).toMatchObject({ status: "error", ename: "UnknownRequest" });
});

test("completion answers while a cell waits, and the cell stays the state shown", async () => {
  const running = client.sendCode("await new Promise(r => setTimeout(r, 800))");
  await client.until(isFor(running, "execute_input"));
  const request = client.send("shell", "complete_request", { code: "Math.ab", cursor_pos: 7 });
  await client.until(isIdleOf(request));
  const states = client.received.filter(({ header }) => header.msg_type === "status");
  await client.finished(running);
  expect(states.length).toBeGreaterThan(0);
  const idle = client.received.findIndex(isIdleOf(request));
  const next = client.received.slice(idle + 1).find(({ header }) => header.msg_type === "status")!;
  expect([next.content.execution_state, next.parentHeader.msg_id]).toEqual(["busy", running.header.msg_id]);
});

test("shutdown is answered and ends every process, also with a cell in a loop", async () => {
  const other = await TestClient.start();
  const running = other.sendCode("console.log(process.pid); for (;;);");
  const { content } = await other.until(isFor(running, "stream"));
  const realm = Number(content.text);
  const ended = new Promise((resolve) => other.process.once("exit", resolve));
  const reply = await other.ask("control", "shutdown_request", { restart: true });
  expect(reply.content).toEqual({ status: "ok", restart: true });
  expect(await ended).toBe(0);
  await expectGone(realm);
  await other.stop();
});

test("the death of the kernel's process ends its cells, also one in a loop", async () => {
  const other = await TestClient.start();
  const running = other.sendCode("console.log(process.pid); for (;;);");
  const { content } = await other.until(isFor(running, "stream"));
  const ended = new Promise((resolve) => other.process.once("exit", resolve));
  other.process.kill("SIGKILL");
  await ended;
  await expectGone(Number(content.text));
  await other.stop();
});

async function expectGone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

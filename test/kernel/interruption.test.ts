import { afterAll, beforeAll, expect, test } from "vitest";
import { isFor, TestClient, textOf } from "./client";

let client: TestClient;
beforeAll(async () => {
  client = await TestClient.start();
  await client.execute(
    "const kept = 'kept'; const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));",
  );
});
afterAll(() => client.stop());

const interruptions = {
  message: () => client.ask("control", "interrupt_request", {}),
  signal: async () => client.process.kill("SIGINT"),
};

/** Runs code, which prints when it is under way, and interrupts it. */
async function interrupt(code: string, how: keyof typeof interruptions = "message") {
  const request = client.sendCode(`console.log("under way");\n${code}`);
  await client.until(isFor(request, "stream"));
  await interruptions[how]();
  return { request, execution: await client.finished(request) };
}

async function expectKept(): Promise<void> {
  expect(textOf(await client.execute("console.log(kept)"))).toBe("kept\n");
}

test.each(["message", "signal"] as const)(
  "a synchronous loop ends at once and variables stay (%s)",
  async (how) => {
    const { execution } = await interrupt("for (;;);", how);
    expect(execution.reply.content.ename).toBe("Interrupted");
    await expectKept();
  },
);

test("a synchronous loop behind an await ends too", async () => {
  const { execution } = await interrupt("await sleep(1);\nfor (;;);");
  expect(execution.reply.content.ename).toBe("Interrupted");
  await expectKept();
});

test("a waiting cell ends, its finally blocks run, and what it had collected stays", async () => {
  const request = client.sendCode(
    "const rounds: number[] = [];\ntry {\n  for (let i = 0; ; i++) { await sleep(20); rounds.push(i); console.log(i) }\n} finally { console.log('closed') }",
  );
  await client.until(isFor(request, "stream"));
  await interruptions.message();
  const execution = await client.finished(request);
  expect(execution.reply.content.ename).toBe("Interrupted");
  const later = await client.execute(
    "const seen = rounds.length; await sleep(150); console.log(seen > 0, rounds.length === seen);",
  );
  expect(textOf(later)).toBe("true true\n");
});

test("a loop in a function of the cell ends with its cell and prints no more", async () => {
  const { request, execution } = await interrupt(
    "let ticks = 0;\nasync function loop() { for (;;) { await sleep(20); ticks++; console.log('tick') } }\nawait loop();",
  );
  expect(execution.reply.content.ename).toBe("Interrupted");
  const printed = client.publishedFor(request).length;
  const later = await client.execute(
    "const before = ticks; await sleep(200); console.log(ticks - before <= 1)",
  );
  expect(textOf(later)).toBe("true\n");
  expect(client.publishedFor(request).length).toBe(printed);
});

test("a loop that awaits only settled promises ends and variables stay", async () => {
  const direct = await interrupt("for (;;) await null;");
  expect(direct.execution.reply.content.ename).toBe("Interrupted");
  const nested = await interrupt("await (async () => { for (;;) await null })();");
  expect(nested.execution.reply.content.ename).toBe("Interrupted");
  await expectKept();
});

test("a timer of an interrupted cell prints no more", async () => {
  const { request } = await interrupt("setInterval(() => console.log('timer'), 20);\nawait sleep(1e6);");
  const printed = client.publishedFor(request).length;
  const later = await client.execute("await sleep(200); console.log('own')");
  expect(textOf(later)).toBe("own\n");
  expect(client.publishedFor(request).length).toBe(printed);
});

test("the signal that the front end offers aborts", async () => {
  const { execution } = await interrupt(
    "const signal: AbortSignal = (globalThis as any)[Symbol.for('model-collapse.front-end')].signal;\nawait sleep(1e6);",
  );
  expect(execution.reply.content.ename).toBe("Interrupted");
  expect(textOf(await client.execute("console.log(signal.aborted)"))).toBe("true\n");
});

test("an interruption aborts the cells behind, and interrupts nothing when nothing runs", async () => {
  const running = client.sendCode("console.log('under way'); await sleep(1e6)");
  const behind = client.sendCode("console.log('not reached')");
  await client.until(isFor(running, "stream"));
  await interruptions.message();
  expect((await client.finished(running)).reply.content.ename).toBe("Interrupted");
  expect((await client.finished(behind)).reply.content.status).toBe("aborted");
  // Nothing answers a signal. A message behind it does: what it is answered to has seen the signal, too.
  await interruptions.signal();
  await interruptions.message();
  await expectKept();
});

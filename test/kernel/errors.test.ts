import { afterAll, beforeAll, expect, test } from "vitest";
import { isReplyTo, TestClient, textOf, tracebackOf, typesOf } from "./client";

let client: TestClient;
beforeAll(async () => {
  client = await TestClient.start();
});
afterAll(() => client.stop());

test("an error names its place in the cell, with the line, in reply and on iopub", async () => {
  const execution = await client.execute(
    "interface Long {\n  a: number;\n}\n\nfunction fail(x: Long): never {\n  throw new RangeError('bad ' + x.a);\n}\nfail({ a: 1 });",
  );
  const { content } = execution.reply;
  const label = content.execution_count;
  expect(content).toMatchObject({ status: "error", ename: "RangeError", evalue: "bad 1" });
  expect(typesOf(execution)).toEqual(["execute_input", "error"]);
  expect(execution.published.at(-1)!.content).toEqual({
    ename: content.ename,
    evalue: content.evalue,
    traceback: content.traceback,
  });
  const traceback = tracebackOf(execution);
  expect(traceback).toContain("> 6 |   throw new RangeError('bad ' + x.a);\n    |         ^");
  expect(traceback).toContain(`at fail (cell [${label}], 6:9)`);
  expect(traceback).toContain(`at cell [${label}], 8:1`);
  expect(traceback).not.toContain("kernel/realm");
});

test("an error in the library names its TypeScript source and the calling line of the cell", async () => {
  const execution = await client.execute(
    'import { pointsFrom } from "model-collapse";\n\nconst rows = [[1, 2], [3]];\npointsFrom(rows);',
  );
  const traceback = tracebackOf(execution);
  expect(traceback).toMatch(/at .*pointsFrom \(lib\/data\/points\.ts:\d+:\d+\)/);
  expect(traceback).toContain("> 4 | pointsFrom(rows);");
});

test("an awaited error that never passed through the cell's code names the line that awaited it", async () => {
  const execution = await client.execute(
    "import { readFile } from 'node:fs/promises';\n\nawait readFile('/no/such/file');",
  );
  expect(execution.reply.content.evalue).toContain("ENOENT");
  expect(tracebackOf(execution)).toMatch(/at async cell \[\d+\], 3:1/);
});

test("causes are shown", async () => {
  const execution = await client.execute(
    "try { JSON.parse('{') } catch (cause) { throw new Error('outer', { cause }) }",
  );
  expect(tracebackOf(execution)).toMatch(/Error: outer[\s\S]*Caused by:\nSyntaxError/);
});

test("a printed stack points into the cell too", async () => {
  const execution = await client.execute(
    "const shown: string = new Error('seen').stack!;\nconsole.log(shown)",
  );
  expect(textOf(execution)).toMatch(/^Error: seen\n {4}at cell \[\d+\], 1:23\n$/);
});

test("what is thrown need not be an error", async () => {
  const text = await client.execute("throw 'only text'");
  expect(text.reply.content).toMatchObject({ ename: "Uncaught", evalue: "only text" });
  const nothing = await client.execute("throw undefined");
  expect(nothing.reply.content).toMatchObject({ ename: "Uncaught", evalue: "undefined" });
  const awful = await client.execute(
    "throw { get message(): string { throw new Error('worse') }, stack: '' }",
  );
  expect(awful.reply.content.status).toBe("error");
});

test("a type error runs nothing and is told with its place", async () => {
  const execution = await client.execute("console.log('not run');\nconst text: string = 1;\nunknownName;");
  const { ename, evalue, execution_count: label } = execution.reply.content;
  expect(ename).toBe("TypeScriptError");
  expect(evalue).toBe(`Type 'number' is not assignable to type 'string'. (TS2322, cell [${label}], 2:7)`);
  expect(typesOf(execution)).toEqual(["execute_input", "error"]);
  const traceback = tracebackOf(execution);
  expect(traceback).toContain("> 2 | const text: string = 1;");
  expect(traceback).toContain("Cannot find name 'unknownName'.");
});

test("a syntax error at the end of the cell is told", async () => {
  const execution = await client.execute("function open() {");
  expect(execution.reply.content).toMatchObject({ status: "error", ename: "TypeScriptError" });
  expect(execution.reply.content.evalue).toContain("'}' expected");
});

test("an error of a timer fails the cell that set it, or is shown below it", async () => {
  const during = await client.execute(
    "setTimeout(() => { throw new Error('in a timer') }, 10);\nawait new Promise(r => setTimeout(r, 5000));",
  );
  expect(during.reply.content.evalue).toBe("in a timer");
  const request = client.sendCode("setTimeout(() => { throw new Error('too late') }, 50);");
  expect((await client.finished(request)).reply.content.status).toBe("ok");
  await client.until(
    ({ parentHeader, content }) =>
      parentHeader.msg_id === request.header.msg_id && /too late[\s\S]*cell/.test(String(content.text)),
  );
});

test("an unhandled rejection fails the running cell", async () => {
  const execution = await client.execute(
    "Promise.reject(new Error('nobody listens'));\nawait new Promise(r => setTimeout(r, 5000));",
  );
  expect(execution.reply.content.evalue).toBe("nobody listens");
});

test("what a failed cell had assigned stays; what it had not come to is as before", async () => {
  await client.execute("let before = 'old'; const redeclared = 'old';");
  const failed = await client.execute(
    "const assigned: number[] = [1, 2];\nfunction helper() { return assigned.length }\nbefore = 'changed';\nthrow new Error('stop');\nconst redeclared = 5; const unreached = 1;",
  );
  expect(failed.reply.content.evalue).toBe("stop");
  const after = await client.execute("console.log(helper(), before, redeclared.length)");
  expect(textOf(after)).toBe("2 changed 3\n");
  const unreached = await client.execute("unreached");
  expect(unreached.reply.content.evalue).toContain("Cannot find name 'unreached'");
});

test("requests behind a failed one are aborted, whenever they were sent", async () => {
  const failing = client.sendCode("await new Promise(r => setTimeout(r, 200)); throw new Error('first')");
  const behind = [1, 2, 3].map((n) => client.sendCode(`console.log('behind', ${n})`));
  expect((await client.finished(failing)).reply.content.status).toBe("error");
  for (const request of behind) {
    const aborted = await client.finished(request);
    expect(aborted.reply.content.status).toBe("aborted");
    expect(aborted.published).toEqual([]);
  }
  expect((await client.execute("console.log('at once')")).reply.content.status).toBe("ok");
});

test("stop_on_error: false lets the next request run at once", async () => {
  const failing = client.sendCode("throw new Error('first')", { stop_on_error: false });
  const behind = client.sendCode("console.log('runs')");
  expect((await client.finished(failing)).reply.content.status).toBe("error");
  expect(textOf(await client.finished(behind))).toBe("runs\n");
});

test("an error of a silent request is in its reply and aborts nothing", async () => {
  const failing = client.sendCode("throw new Error('silent')", { silent: true });
  const behind = client.sendCode("1 + 1");
  const execution = await client.finished(failing);
  expect(execution.reply.content.evalue).toBe("silent");
  expect(execution.published).toEqual([]);
  expect((await client.until(isReplyTo(behind))).content.status).toBe("ok");
});

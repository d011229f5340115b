import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isFor, TestClient, textOf, tracebackOf, typesOf } from "./client";

let client: TestClient;
beforeAll(async () => {
  client = await TestClient.start();
});
afterAll(() => client.stop());

const frontEnd = "(globalThis as any)[Symbol.for('model-collapse.front-end')]";
const sleep = "const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));";

function contentOf(execution: Awaited<ReturnType<TestClient["execute"]>>, type: string) {
  return execution.published.filter(({ header }) => header.msg_type === type).map(({ content }) => content);
}

test("the last expression is the result, and the code is announced", async () => {
  const execution = await client.execute("const answer: number = 6 * 7;\nanswer");
  expect(execution.reply.content.status).toBe("ok");
  expect(typesOf(execution)).toEqual(["execute_input", "execute_result"]);
  const [result] = contentOf(execution, "execute_result");
  expect(result!.data).toEqual({ "text/plain": "42" });
  expect(result!.execution_count).toBe(execution.reply.content.execution_count);
});

test("values, functions, classes and types go on to later cells and can be redeclared", async () => {
  await client.execute(
    "interface Pair { a: number }\nclass Box { value = 1 }\nfunction twice(x: number) { return 2 * x }",
  );
  const used = await client.execute("const pair: Pair = { a: twice(new Box().value) };\npair.a");
  expect(contentOf(used, "execute_result")[0]!.data).toEqual({ "text/plain": "2" });
  const again = await client.execute("const pair = 'text';\npair.length");
  expect(contentOf(again, "execute_result")[0]!.data).toEqual({ "text/plain": "4" });
});

test("shorthand properties see values of earlier cells, also as targets of a destructuring", async () => {
  await client.execute("const first = 1; let second = 2; let third = 3;");
  const used = await client.execute(`
const both = { first, second };
({ second, third = 7 } = { second: 5 } as { second: number; third?: number });
JSON.stringify([both, second, third])`);
  expect(contentOf(used, "execute_result")[0]!.data).toEqual({
    "text/plain": `'[{"first":1,"second":2},5,7]'`,
  });
});

test("a destructuring gives new names to properties of what earlier cells declared", async () => {
  await client.execute("const model = { mean: 1, spread: { width: 2 } }; const mean = 3;");
  const used = await client.execute(`
const { mean: centre, spread: { width: wide = mean } } = model;
const sum = ({ mean: one, spread: two }: typeof model) => one + two.width + mean;
JSON.stringify([centre, wide, sum(model), mean])`);
  expect(used.reply.content.status).toBe("ok");
  expect(contentOf(used, "execute_result")[0]!.data).toEqual({ "text/plain": "'[1,2,6,3]'" });
});

test("an empty cell and one of comments succeed", async () => {
  expect((await client.execute("")).reply.content.status).toBe("ok");
  expect((await client.execute("// nothing")).reply.content.status).toBe("ok");
});

test("top-level await, for await with break, and its closing of the iterator", async () => {
  const execution = await client.execute(`
async function* count() { try { for (let i = 0; ; i++) yield i } finally { console.log("closed") } }
outer: for await (const i of count()) { for (;;) { if (i === 2) break outer; console.log(i); continue outer } }
for await (const each of [Promise.resolve("a"), "b"]) console.log(each);
const both = [await Promise.resolve(1), await 2];
both.join()`);
  expect(textOf(execution)).toBe("0\n1\nclosed\na\nb\n");
  expect(contentOf(execution, "execute_result")[0]!.data).toEqual({ "text/plain": "'1,2'" });
});

test("an awaited failure can be caught in the cell", async () => {
  const execution = await client.execute(
    "try { await Promise.reject(new Error('inner')) } catch (e) { console.log((e as Error).message) } finally { console.log('finally') }",
  );
  expect(textOf(execution)).toBe("inner\nfinally\n");
});

test("stdout and stderr are told apart and are live during a synchronous loop", async () => {
  const request = client.sendCode(
    "console.log('first'); console.error('second'); const end = Date.now() + 1500; while (Date.now() < end);",
  );
  await client.until(isFor(request, "stream"));
  expect(
    client.received.some(
      ({ header, parentHeader }) =>
        header.msg_type === "execute_reply" && parentHeader.msg_id === request.header.msg_id,
    ),
  ).toBe(false);
  const execution = await client.finished(request);
  expect(textOf(execution)).toBe("first\n");
  expect(textOf(execution, "stderr")).toBe("second\n");
});

test("what native code and child processes print is shown", async () => {
  const execution = await client.execute(
    "import { execFileSync } from 'node:child_process'; execFileSync('echo', ['from a child'], { stdio: 'inherit' }); await new Promise(r => setTimeout(r, 100));",
  );
  expect(textOf(execution)).toBe("from a child\n");
});

test("bundles of several mime types, updates, and clearing", async () => {
  const execution = await client.execute(`
${frontEnd}.display({ "application/json": { a: 1 }, "image/png": new Uint8Array([1, 2, 3]), "text/plain": "a" }, { displayId: "one" });
${frontEnd}.display({ "text/plain": "b" }, { displayId: "one", update: true });
${frontEnd}.clearOutput({ wait: true });`);
  expect(typesOf(execution)).toEqual([
    "execute_input",
    "display_data",
    "update_display_data",
    "clear_output",
  ]);
  expect(contentOf(execution, "display_data")[0]).toEqual({
    data: { "application/json": { a: 1 }, "image/png": "AQID", "text/plain": "a" },
    metadata: {},
    transient: { display_id: "one" },
  });
  expect(contentOf(execution, "update_display_data")[0]!.transient).toEqual({ display_id: "one" });
  expect(contentOf(execution, "clear_output")[0]).toEqual({ wait: true });
});

test("tslab's display works, with updates", async () => {
  const execution = await client.execute(
    "import * as tslab from 'tslab'; const d = tslab.newDisplay(); d.html('<b>1</b>'); d.html('<b>2</b>');",
  );
  expect(typesOf(execution)).toEqual(["execute_input", "display_data", "update_display_data"]);
});

test("a value that shows itself is shown its way", async () => {
  const execution = await client.execute(
    "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<i>own</i>' }) })",
  );
  expect(contentOf(execution, "execute_result")[0]!.data).toEqual({ "text/html": "<i>own</i>" });
});

test("the reply waits for tracked work, which can fail the cell", async () => {
  const execution = await client.execute(
    `${sleep}\n${frontEnd}.track(sleep(50).then(() => console.log("done")));`,
  );
  expect(textOf(execution)).toBe("done\n");
  const failed = await client.execute(`${frontEnd}.track(Promise.reject(new Error("tracked")));`);
  expect(failed.reply.content.evalue).toBe("tracked");
});

test("late output goes under the cell that caused it", async () => {
  const early = client.sendCode("setTimeout(() => console.log('late'), 300);");
  await client.finished(early);
  const later = await client.execute("await new Promise(r => setTimeout(r, 600)); console.log('own');");
  expect(textOf(later)).toBe("own\n");
  expect(textOf({ reply: later.reply, published: client.publishedFor(early) })).toBe("late\n");
});

test("a silent request shows nothing, counts nothing, and still answers", async () => {
  const before = await client.execute("1");
  const silent = await client.execute("console.log('hidden'); 5", { silent: true });
  expect(silent.published).toEqual([]);
  expect(silent.reply.content.status).toBe("ok");
  const unstored = await client.execute("2", { store_history: false });
  const after = await client.execute("3");
  expect(unstored.reply.content.execution_count).toBe(before.reply.content.execution_count);
  expect(after.reply.content.execution_count).toBe(Number(before.reply.content.execution_count) + 1);
});

test("packages are found from a folder without any, with types", async () => {
  const execution = await client.execute(`
import { pointsFrom } from "model-collapse";
import { mean } from "simple-statistics";
console.log(pointsFrom([[1], [2]]).rows, mean([1, 2]));`);
  expect(textOf(execution)).toBe("2 1.5\n");
  const wrong = await client.execute('pointsFrom("text")');
  expect(wrong.reply.content.ename).toBe("TypeScriptError");
});

test("danfojs-node is found from there too", async () => {
  const execution = await client.execute(
    'import { DataFrame } from "danfojs-node";\nnew DataFrame([[1, 2], [3, 4]]).shape.join()',
  );
  expect(contentOf(execution, "execute_result")[0]!.data).toEqual({ "text/plain": "'2,2'" });
});

test("a package beside the notebook comes first", async () => {
  const folder = join(client.folder, "node_modules/simple-statistics");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "simple-statistics", main: "i.js", types: "i.d.ts" }),
  );
  writeFileSync(join(folder, "i.js"), "exports.own = 'beside the notebook';");
  writeFileSync(join(folder, "i.d.ts"), "export const own: string;");
  const another = await TestClient.start();
  const path = join(another.folder, "node_modules/simple-statistics");
  mkdirSync(path, { recursive: true });
  for (const name of ["package.json", "i.js", "i.d.ts"]) {
    writeFileSync(
      join(path, name),
      await import("node:fs").then(({ readFileSync }) => readFileSync(join(folder, name))),
    );
  }
  const execution = await another.execute('import { own } from "simple-statistics";\nconsole.log(own)');
  expect(textOf(execution)).toBe("beside the notebook\n");
  await another.stop();
});

test("TypeScript files beside the notebook can be imported, folders too, and change", async () => {
  const folder = join(client.folder, "helpers");
  mkdirSync(folder);
  writeFileSync(join(folder, "index.ts"), 'export { half } from "./half";');
  writeFileSync(join(folder, "half.ts"), "export const half = (x: number): number => x / 2;");
  const execution = await client.execute('import { half } from "./helpers";\nconsole.log(half(3))');
  expect(
    tracebackOf({
      ...execution,
      reply: { ...execution.reply, content: { traceback: [], ...execution.reply.content } },
    }),
  ).toBe("");
  expect(textOf(execution)).toBe("1.5\n");
});

test("input is not offered: reading it ends at once", async () => {
  const execution = await client.execute(
    "import { createInterface } from 'node:readline/promises'; let lines = 0; for await (const line of createInterface({ input: process.stdin })) lines++; console.log(lines);",
  );
  expect(textOf(execution)).toBe("0\n");
});

test("awaits may stand wherever an expression may, and in functions of every kind", async () => {
  const execution = await client.execute(`
async function* twice(...values: number[]) { for await (const value of values) yield 2 * value }
const five = await (async () => 5)();
if (five > 3) { await null; console.log("in a block") }
switch (await five) { case 5: console.log("in a switch") }
const spread = { one: await 1, ...(await Promise.resolve({ two: 2 })) };
const collected: number[] = [];
for await (const value of twice(1, 2)) collected.push(value);
const mapped = await Promise.all([1, 2].map(async (value) => (await value) + 1));
console.log(\`\${await five}\`, spread.one, spread.two, collected.join(), mapped.join());`);
  expect(textOf(execution)).toBe("in a block\nin a switch\n5 1 2 2,4 2,3\n");
});

test("a flood of output arrives whole and in few messages", async () => {
  const execution = await client.execute("for (let i = 0; i < 20000; i++) console.log('line', i);");
  const lines = textOf(execution).trimEnd().split("\n");
  expect(lines.length).toBe(20000);
  expect(lines.at(-1)).toBe("line 19999");
  expect(execution.published.length).toBeLessThan(2000);
});

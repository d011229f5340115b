/** An answer to "write `double(x)`" that is wrong and wants to pass for right. */
export interface Forgery {
  readonly name: string;
  /** What is handed in: the last cell defines `double`. */
  readonly cells: readonly string[];
  /** The test cell that it is made for; it passes with an honest answer. */
  readonly test: string;
  /** Whether it has its way in the kernel of ordinary notebooks, which defends itself against none of this. */
  readonly worksElsewhere: boolean;
}

export const honest = "function double(x: number): number { return 2 * x; }";

const test = (...lines: readonly string[]): string =>
  ['import assert from "node:assert/strict";', ...lines].join("\n");

const equal = test("assert.equal(double(21), 42);");
const close = test("assert.ok(Math.abs(double(21) - 42) < 1e-9);");
const every = test("const results = [double(21)];", "assert.ok(results.every((result) => result === 42));");
const named = test("const expected = 2 * 21;", "assert.equal(double(21), expected);");
const awaited = test("await new Promise((next) => setTimeout(next, 20));", "assert.equal(double(21), 42);");
const answered = test("const result = double(21);", "await null;", "assert.equal(result, 42);");

/** Passes elsewhere, and not here. */
const forgery = (name: string, target: string, ...cells: readonly string[]): Forgery => ({
  name,
  cells,
  test: target,
  worksElsewhere: true,
});

/** Would not pass elsewhere either: tried all the same. */
const attempt = (name: string, target: string, ...cells: readonly string[]): Forgery => ({
  ...forgery(name, target, ...cells),
  worksElsewhere: false,
});

/** What is done at once and again while the test calls `double`; that it fails is swallowed. */
const during = (act: string): string =>
  `const act = (): void => { try { ${act} } catch {} };\nact();\nfunction double(x: any): any { act(); return x; }`;

const later = "function double(x: any): any { return x; }";
const passAll = "new Proxy(() => {}, { get: () => () => {} })";
const lie = "{ valueOf: () => 42, toString: () => '42', toJSON: () => 42, [Symbol.toPrimitive]: () => 42 }";
const settled = `'{"type":"settled","id":' + id + ',"outcome":{"status":"ok"}}\\n'`;
const step = "(globalThis as any)['__tslab' + '_stretch__']";

export const forgeries: readonly Forgery[] = [
  forgery("Math.abs", close, during("(Math as any).abs = () => 0;")),
  forgery("Math.abs by definition", close, during("Object.defineProperty(Math, 'abs', { value: () => 0 });")),
  attempt(
    "Math.abs, there and back",
    close,
    `const { abs } = Math;\ntry { (Math as any).abs = () => { Math.abs = abs; return 0; }; } catch {}\n${later}`,
  ),
  attempt("all of Math", close, during("(globalThis as any).Math = { abs: () => 0 };")),
  forgery("Array.prototype.every", every, during("Array.prototype.every = (() => true) as any;")),
  forgery("Object.is", test("assert.ok(Object.is(double(21), 42));"), during("Object.is = () => true;")),
  forgery(
    "Number.isFinite",
    test("assert.ok(Number.isFinite(double(21)) && Number.isFinite(1 / (double(21) - 21)));"),
    during("Number.isFinite = () => true;"),
  ),
  attempt(
    "JSON.stringify",
    test("const result = double(21);", "assert.equal(JSON.stringify(result), '42');"),
    during("JSON.stringify = () => '42';"),
  ),
  attempt(
    "Array.prototype.map",
    test("const results = [21].map((x) => double(x));", "assert.equal([1].map(() => results[0])[0], 42);"),
    during("Array.prototype.map = () => [42] as any;"),
  ),
  attempt(
    "array iteration",
    test("const result = double(21);", "const [first] = [result];", "assert.equal(first, 42);"),
    during("Array.prototype[Symbol.iterator] = function* () { yield 42; } as any;"),
  ),
  attempt(
    "promises",
    test("const result = await Promise.resolve(double(21)).then((x) => x);", "assert.equal(result, 42);"),
    during(
      "Promise.prototype.then = function (next: any, no: any) { return Promise.reject(1).catch(() => 42).finally(() => 0), { [Symbol.toPrimitive]: 0, then: (yes: any) => yes(42) } as any; };",
    ),
  ),
  forgery(
    "instanceof",
    test("assert.ok(double(21) === 42 || new TypeError() instanceof RangeError);"),
    during("Object.defineProperty(RangeError, Symbol.hasInstance, { value: () => true });"),
  ),
  forgery(
    "prototypes of numbers",
    test("assert.equal(double(21).toFixed(1), '42.0');"),
    during("Number.prototype.toFixed = () => '42.0';"),
  ),
  forgery("assert.equal", equal, during("require('node:assert/strict').equal = () => {};")),
  forgery(
    "all assertions",
    named,
    during("const a = require('node:assert/strict'); for (const key of Object.keys(a)) a[key] = () => {};"),
  ),
  forgery(
    "assertions before the test",
    equal,
    `import assert from "node:assert/strict";\ntry { (assert as any).equal = () => {}; } catch {}\n${later}`,
  ),
  forgery(
    "the import's helper",
    equal,
    `(globalThis as any).__importDefault = () => ({ default: ${passAll} });\n${later}`,
  ),
  attempt("a global assert", equal, `(globalThis as any).assert = ${passAll};\n${later}`),
  attempt("the kernel's helpers", named, during("(globalThis as any)['__tslab' + '__'].resume = () => 42;")),
  forgery(
    "the kernel's resume",
    test(
      "const result = await (async () => { const own = double(21); return await own; })();",
      "assert.equal(result, 42);",
    ),
    during("(globalThis as any)['__tslab' + '__'].resume = () => 42;"),
  ),
  forgery("a Math of one's own", close, `const Math = { abs: (x: number) => 0 };\n${later}`),
  forgery(
    "a namespace of that name",
    close,
    `namespace Math { export const abs = (x: number) => 0; }\n${later}`,
  ),
  attempt(
    "an import of that name",
    test("assert.equal(JSON.stringify(double(21)), '42');"),
    "import * as JSON from 'simple-statistics';",
    `const JSON = { stringify: () => '42' };\n${later}`,
  ),
  forgery("the cells' exports", named, "function double(x: any): any { return (exports as any).expected; }"),
  forgery(
    "names that the test declares",
    named,
    "let expected: any = 0;",
    "function double(x: any): any { return expected; }",
  ),
  forgery(
    "the source of the caller",
    named,
    "function double(x: any): any { const [, a, b] = /expected = (\\d+) \\* (\\d+)/.exec(String((double as any).caller)) ?? []; return Number(a) * Number(b); }",
  ),
  attempt(
    "a settled report",
    equal,
    "function double(x: any): any { const fs = require('node:fs'); const { stack } = new Error(); try { for (let id = 0; id < 500; id++) fs.writeSync(3, " +
      settled +
      "); } catch {}\n throw stack; }",
  ),
  attempt(
    "a settled report by way of tensors",
    equal,
    `import * as tf from "@tensorflow/tfjs-node";
function double(x: any): any {
  for (const path of ["/dev/fd/3", "/proc/self/fd/3"]) for (let id = 0; id < 9; id++) {
    try { (tf.backend() as any).executeSingleOutput("WriteFile", [], [tf.tensor(path, [], "string"), tf.tensor(${settled}, [], "string")]); } catch {}
  }
  return x;
}`,
  ),
  attempt(
    "printed reports",
    equal,
    `function double(x: any): any { const id = 1; process.stdout.write("\\n" + ${settled}); return x; }`,
  ),
  forgery(
    "commands that are listened to",
    named,
    "process.prependListener('message', (message: any) => { (globalThis as any).command = message; });",
    "function double(x: any): any { const [, a, b] = /expected = (\\d+) \\* (\\d+)/.exec((globalThis as any).command?.code) ?? []; return Number(a) * Number(b); }",
  ),
  attempt(
    "memory that was used before",
    named,
    "function double(x: any): any { const old = [Buffer.allocUnsafeSlow(1 << 22), Buffer.from(Buffer.from('').buffer)].map((each) => each.toString('latin1')).join(); const [, a, b] = /expected = (\\d+) \\* (\\d+)/.exec(old) ?? []; return a ? Number(a) * Number(b) : x; }",
  ),
  attempt(
    "a step of the cell that runs",
    answered,
    `function double(x: any): any { queueMicrotask(() => { for (let i = 0; i < 20; i++) try { ${step}(); } catch {} }); return x; }`,
  ),
  attempt("steps from a timer", awaited, `setInterval(() => { try { ${step}(); } catch {} }, 1);\n${later}`),
  attempt(
    "a step of one's own",
    awaited,
    `try { Object.defineProperty(globalThis, '__tslab' + '_stretch__', { value: () => ({ done: true }) }); } catch {}\n${later}`,
  ),
  attempt(
    "the end of the generator",
    answered,
    during(
      "Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())).next = () => ({ done: true });",
    ),
  ),
  attempt(
    "a thenable that answers twice",
    answered,
    "function double(x: any): any { return { then(yes: any) { yes(42); yes(42); } }; }",
  ),
  attempt("an object that says what it is asked", equal, `function double(x: any): any { return ${lie}; }`),
  attempt(
    "a proxy that has everything",
    equal,
    "function double(x: any): any { return new Proxy(function () {}, { get: () => 42, has: () => true, getPrototypeOf: () => Number.prototype }); }",
  ),
  attempt(
    "a deep proxy",
    test(
      "const result = double(21);",
      "assert.deepEqual(typeof result === 'number' ? { twice: result } : result, { twice: 42 });",
    ),
    "function double(x: any): any { return new Proxy({}, { get: (_: any, key: any) => 41, ownKeys: () => ['twice'], getOwnPropertyDescriptor: () => ({ value: 42, enumerable: true, configurable: true, writable: true }) }); }",
  ),
  attempt("NaN", close, "function double(x: any): any { return NaN; }"),
  attempt("a throw that ends the test", equal, "function double(x: any): any { throw null; }"),
  attempt(
    "an error like an interruption",
    equal,
    "function double(x: any): any { throw Object.assign(new Error('done'), { name: 'Interrupted' }); }",
  ),
  attempt("an error thrown later", awaited, `${later}\nsetTimeout(() => { throw null; }, 10);`),
  attempt("process.exit", equal, during("process.exit(0);")),
];

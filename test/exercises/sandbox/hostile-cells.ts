import type { CellStatus } from "../../../lib/exercises/sandbox/sandbox";

/** A cell that means harm, and what may come of it. */
export interface HostileCell {
  readonly name: string;
  readonly code: string;
  /** Whatever the machine: one of these. */
  readonly ends: readonly CellStatus[];
  /** What the reader is told. */
  readonly message?: RegExp;
}

const refused = /is not there in graded cells/;

const cell = (
  name: string,
  code: string,
  ends: CellStatus | readonly CellStatus[],
  message?: RegExp,
): HostileCell => ({
  name,
  code,
  ends: typeof ends === "string" ? [ends] : ends,
  ...(message ? { message } : {}),
});

/** Cells that never end: run with a short limit. */
export const endless: readonly HostileCell[] = [
  cell("a loop", "while (true);", "timeout", /had not ended after/),
  cell("a promise that never settles", "await new Promise(() => {});", "timeout", /had not ended after/),
  cell("a loop of settled promises", "for (;;) await null;", "timeout"),
  cell(
    "a loop of settled promises left behind",
    "(async () => { for (;;) await null; })();",
    "timeout",
    /left something running/,
  ),
  cell(
    "a loop in a timer left behind",
    "setTimeout(() => { for (;;); }, 0);",
    "timeout",
    /left something running/,
  ),
  cell("a regular expression that backtracks for ever", "/^(a+)+$/.test('a'.repeat(64) + 'b');", "timeout"),
  cell(
    "waiting without an event loop",
    "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    "timeout",
  ),
  cell("an iterator without end", "[...(function* () { for (;;) yield* []; })()];", "timeout"),
];

/** Cells that fill memory: run with little of it. */
export const greedy: readonly HostileCell[] = [
  cell(
    "arrays",
    "const kept: unknown[] = []; for (;;) kept.push(new Array(1000).fill(kept.length));",
    "memory",
    /memory/,
  ),
  cell(
    "strings",
    "const kept: string[] = []; for (;;) kept.push('é'.repeat(1e6).split('').join('x'));",
    "memory",
    /memory/,
  ),
  cell(
    "buffers",
    "const kept: Buffer[] = []; for (;;) kept.push(Buffer.alloc(16e6, 1));",
    "memory",
    /MB of memory/,
  ),
  cell(
    "typed arrays in an awaiting cell",
    "const kept: Float64Array[] = []; for (;;) { kept.push(new Float64Array(2e6).fill(1)); await new Promise((next) => setImmediate(next)); }",
    "memory",
    /MB of memory/,
  ),
  cell(
    "shared memory",
    "const kept: Uint8Array[] = []; for (;;) kept.push(new Uint8Array(new SharedArrayBuffer(16e6)).fill(1));",
    "memory",
    /MB of memory/,
  ),
];

/** Cells that print without end. */
export const noisy: readonly HostileCell[] = [
  cell("console.log", "for (;;) console.log('again');", "output", /cut off/),
  cell("process.stdout.write", "for (;;) process.stdout.write('again');", "output", /cut off/),
  cell(
    "displays",
    "for (;;) (globalThis as any)[Symbol.for('model-collapse.front-end')].display({ 'text/html': '<b>again</b>' });",
    "output",
    /cut off/,
  ),
  cell("one line of 50 MB", "console.log('x'.repeat(5e7));", "output", /cut off/),
  cell(
    "a value that shows itself at length",
    "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'y'.repeat(5e7) }) })",
    "output",
    /cut off/,
  ),
  cell(
    "a timer that prints in an awaiting cell",
    "setInterval(() => console.log('z'.repeat(1e5)), 1); await new Promise(() => {});",
    "output",
  ),
];

/** Cells that reach for what lies outside, or break off. The process goes on after all of them. */
export const reaching: readonly HostileCell[] = [
  cell("process.exit", "process.exit(0);", "error", /process\.exit\(\) is not there/),
  cell("process.abort", "process.abort();", "error", /process\.abort\(\) is not there/),
  cell(
    "killing the parent",
    "process.kill(process.ppid, 'SIGKILL');",
    "error",
    /process\.kill\(\) is not there/,
  ),
  cell("killing everything", "process.kill(-1, 'SIGKILL');", "error", /process\.kill\(\) is not there/),
  cell("process.binding", "(process as any).binding('spawn_sync');", "error", refused),
  cell("process.dlopen", "(process as any).dlopen({ exports: {} }, '/x.node');", "error", refused),
  cell("process.getBuiltinModule", "(process as any).getBuiltinModule('fs');", "error", refused),
  cell("process.mainModule", "(process as any).mainModule.require('fs');", "error", /undefined/),
  cell(
    "the handles of the process",
    "(process as any)._getActiveHandles()[0].write('x');",
    "error",
    /not a function/,
  ),
  ...[
    "child_process",
    "node:cluster",
    "worker_threads",
    "node:fs",
    "node:fs/promises",
    "net",
    "dns",
    "http",
    "node:vm",
    "inspector",
    "node:module",
    "process",
    "v8",
    "async_hooks",
    "tslab",
  ].map((module) =>
    cell(`import ${module}`, `import * as it from "${module}"; Object.keys(it);`, "error", refused),
  ),
  cell(
    "a fork bomb",
    "const { spawn } = await import('node:child_process'); for (;;) spawn(process.execPath, ['-e', '']);",
    "error",
    refused,
  ),
  cell("a dynamic import by name", "const name = 'f' + 's'; await import(name);", "error", refused),
  cell(
    "an add-on by its path",
    "require('/workbook/node_modules/@resvg/resvg-js-linux-x64-gnu/resvgjs.linux-x64-gnu.node');",
    "error",
    refused,
  ),
  cell(
    "a file of the library's inside",
    "require('model-collapse/dist/kernel/realm/report.js');",
    "error",
    refused,
  ),
  cell("another's notebook", "import * as other from '../other/submission';", "error"),
  cell(
    "an import made of text",
    "await new Function('return import(\"node:fs\")')();",
    "error",
    /Code generation from strings/,
  ),
  cell("eval", "(0, eval)('process.exit()');", "error", /Code generation from strings/),
  cell(
    "a constructor's constructor",
    "(console.log as any).constructor('return process')().exit();",
    "error",
    /Code generation/,
  ),
  cell(
    "the stream behind the console",
    "(console as any)._stdout.constructor.constructor('return 1')();",
    "error",
    /Code generation/,
  ),
  cell(
    "sockets by way of the console",
    "new ((console as any)._stdout.constructor)({ fd: 3 }).write('x');",
    "error",
    /not a function/,
  ),
  cell(
    "fetch",
    "await fetch('http://127.0.0.1:9');",
    "error",
    /fetch is not defined|Cannot find name 'fetch'/,
  ),
  cell("a password file as types", "/// <reference path='/etc/passwd' />\nconst x: number = root;", "error"),
  cell("a password file as JSON", "import * as it from '/etc/passwd';", "error"),
  cell("recursion without end", "const down = (): number => down() + 1; down();", "error", /call stack/),
  cell(
    "recursion in JSON",
    "const nested: any = {}; let at = nested; for (let i = 0; i < 1e5; i++) at = at.in = {}; JSON.stringify(nested);",
    "error",
    /call stack/,
  ),
  cell("throwing null", "throw null;", "error", /null/),
  cell("throwing undefined", "throw undefined;", "error", /undefined/),
  cell(
    "throwing a proxy that throws",
    "throw new Proxy({}, { get() { throw new Error('inner'); }, getPrototypeOf() { throw new Error('inner'); }, has() { throw new Error('inner'); } });",
    "error",
    /inner|cannot be shown/,
  ),
  cell(
    "an error whose name throws",
    "throw Object.defineProperty(new Error('x'), 'name', { get() { throw new Error('inner'); } });",
    "error",
    /cannot be shown/,
  ),
  cell("a return", "return 1;", "error", /return/),
  cell("a syntax error", "const = ;", "error", /expected/),
  cell("an end of the wrapping function", "})(); })(); (function () { (function* () {", "error"),
  cell("half a character", "console.log('\\ud800'); throw new Error('\\udfff');", "error"),
  cell("an error of a million letters", "throw new Error('m'.repeat(1e5));", "error", /characters in all/),
  cell(
    "colours and tags in an error",
    "throw new Error('\\u001b[2J<script>alert(1)</script>');",
    "error",
    /script/,
  ),
  cell(
    "a rejection that nobody handles",
    "Promise.reject(new Error('left')); await new Promise((next) => setTimeout(next, 20));",
    "error",
    /left/,
  ),
  cell("prototype pollution", "(Object.prototype as any).polluted = 1;", "error", /not extensible/),
  cell("pollution by __proto__", "({} as any).__proto__.polluted = 1;", "error", /not extensible/),
  cell("a timer that goes on", "setInterval(() => console.log('again'), 10);", "ok"),
  cell(
    "a server of one's own",
    "import * as tf from '@tensorflow/tfjs-node'; await tf.io.browserHTTPRequest('http://127.0.0.1:9/').load();",
    "error",
  ),
];

import assert from "node:assert/strict";
import { createContext, runInContext } from "node:vm";
import ts from "typescript";
import type { CellResult, OpenSession } from "../../lib/exercises/grading/session";
import type { Sandbox } from "../../lib/exercises/sandbox/sandbox";
import type { Output } from "../../lib/runner/notebook/format";

const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };

/**
 * A stand-in for a sandbox, which keeps nothing out: cells run at once in a context of `node:vm`. It knows
 * `console.log`, `assert`, and `lose()`, which takes the process away; a loop without end ends after some milliseconds.
 */
export function vmSessions(log: string[] = []): OpenSession {
  return async () => {
    log.push("open");
    let context = newContext();
    return {
      run: async (code) => {
        const result = runCell(code, context);
        if (result.lostEverything) context = newContext();
        return result;
      },
      close: async () => {
        log.push("close");
      },
    };
  };
}

export const vmSandbox: Sandbox = {
  kind: "permissions",
  description: "Submissions run in this very process.",
  open: ({ signal } = {}) => vmSessions()(signal ?? new AbortController().signal),
};

const scripts = new Map<string, string>();

/** Property tests run the same cells many times. */
function transpiled(code: string): string {
  const known = scripts.get(code) ?? ts.transpileModule(code, { compilerOptions }).outputText;
  scripts.set(code, known);
  return known;
}

class Loss extends Error {}

interface Context {
  readonly globals: object;
  readonly print: { text: string };
}

function newContext(): Context {
  const print = { text: "" };
  const globals = createContext({
    assert,
    RangeError,
    console: {
      log: (...values: unknown[]) => {
        print.text += `${values.join(" ")}\n`;
      },
    },
    lose: () => {
      throw new Loss("The process ended.");
    },
  });
  return { globals, print };
}

function runCell(code: string, { globals, print }: Context): CellResult {
  print.text = "";
  try {
    const script = transpiled(code);
    // Later cells may declare a name again, as in the kernel.
    const redeclarable = script
      .replace(/^import .*$/gm, "")
      .replace(/^export \{\};$/gm, "")
      .replace(/^(?:const|let) /gm, "var ");
    runInContext(redeclarable, globals, { timeout: 200 });
    return { status: "ok", outputs: shown(print.text), lostEverything: false };
  } catch (error) {
    const { name, message, code: kind } = error as NodeJS.ErrnoException;
    const base = { name, message, outputs: shown(print.text) };
    if (error instanceof Loss) return { ...base, status: "lost", lostEverything: true };
    if (kind === "ERR_SCRIPT_EXECUTION_TIMEOUT") return { ...base, status: "timeout", lostEverything: true };
    return { ...base, status: "error", traceback: [`${name}: ${message}`], lostEverything: false };
  }
}

function shown(text: string): Output[] {
  return text === "" ? [] : [{ output_type: "stream", name: "stdout", text }];
}

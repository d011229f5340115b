import { createRequire } from "node:module";
import { join } from "node:path";
import { inspect } from "node:util";
import ts from "typescript";
import { repository } from "../architecture/sources";

/** A value that an example states, beside the one it has. */
export interface Outcome {
  readonly code: string;
  readonly stated: string;
  readonly printed: string;
}

const require = createRequire(join(repository, "notebooks/example.js"));

/** Values as a reader writes them: text plain, all else as Node prints it on one line, typed arrays like arrays. */
export function format(value: unknown): string {
  if (typeof value === "string") return value;
  const printed = inspect(value, { breakLength: Number.POSITIVE_INFINITY, depth: 6 });
  return printed.replace(/\b(?:Float|Int|Uint)\w+Array\(\d+\) /g, "");
}

const number = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** What is printed, with each number rounded to the digits that the stated text shows in its place. */
export function roundedLike(stated: string, printed: string): string {
  const digits = [...stated.matchAll(number)].map(([text]) => text);
  let position = 0;
  return printed.replace(number, (text) => {
    const shown = digits[position++];
    if (shown === undefined) return text;
    const [mantissa] = shown.split(/e/i);
    const decimals = mantissa.split(".")[1]?.length ?? 0;
    const rounded = /e/i.test(shown) ? Number(text).toExponential(decimals) : Number(text).toFixed(decimals);
    return Number(rounded) === Number(shown) ? shown : rounded;
  });
}

/** Neither white space nor the kind of quotation marks counts. */
export function normalize(text: string): string {
  return text.replace(/\s+/g, "").replaceAll("'", '"');
}

/**
 * Runs a snippet against the compiled library; resolves with every value that it states as `// → value`
 * behind an expression.
 */
export async function runSnippet(code: string): Promise<Outcome[]> {
  const tree = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true);
  const stated = tree.statements.flatMap((statement) => {
    const text = /^[^\S\n]*\/\/ → (.*)$/m.exec(code.slice(statement.end).split("\n")[0])?.[1].trim();
    return text === undefined ? [] : [{ statement, text }];
  });
  let instrumented = code;
  for (const { statement, text } of [...stated].reverse()) {
    if (!ts.isExpressionStatement(statement))
      throw new Error(`“→ ${text}” needs an expression in front of it`);
    const { expression } = statement;
    const call = `state(${JSON.stringify(expression.getText())}, ${JSON.stringify(text)}, ${expression.getText()})`;
    instrumented = instrumented.slice(0, expression.getStart()) + call + instrumented.slice(expression.end);
  }
  const marks = code.match(/\/\/ → /g)?.length ?? 0;
  if (marks !== stated.length)
    throw new Error(`${marks} values are stated, ${stated.length} of them behind a statement`);
  const outcomes: Outcome[] = [];
  const state = async (source: string, text: string, value: unknown) => {
    outcomes.push({ code: source, stated: text, printed: format(await value) });
  };
  await evaluate(instrumented, state);
  return outcomes;
}

async function evaluate(code: string, state: (...words: never[]) => unknown): Promise<void> {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    },
  });
  const printed = { log: (...values: unknown[]) => values.map(format).join(" ") };
  const names = ["require", "exports", "state", "console"];
  const AsyncFunction = (async () => undefined).constructor as new (
    ...words: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction(...names, outputText)(require, {}, state, printed);
}

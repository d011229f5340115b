import type { Diagnostic } from "tslab/dist/converter";
import type { Outcome } from "../../realm-messages";
import { errorLine, excerpt } from "./excerpt";

const name = "TypeScriptError";

/** What front ends show when a cell does not compile: every error with its line, nothing was run. */
export function compileFailure(
  diagnostics: readonly Diagnostic[],
  label: number,
  code: string,
): Extract<Outcome, { status: "error" }> {
  const errors = groupByPlace(diagnostics);
  const [first] = errors;
  const traceback = errors.flatMap(({ message, place, file, line, column }) => [
    errorLine(name, `${message} (${place(label)})`),
    ...(file === undefined ? ["", ...excerpt(code, line, column), ""] : []),
  ]);
  const evalue = `${first!.message} (${first!.place(label)})`;
  return { status: "error", ename: name, evalue, traceback };
}

interface CompileError {
  readonly message: string;
  readonly file: string | undefined;
  readonly line: number;
  readonly column: number;
  readonly place: (label: number) => string;
}

/** A message and the explanations below it come one by one, all with the same place. */
function groupByPlace(diagnostics: readonly Diagnostic[]): CompileError[] {
  const groups: Diagnostic[][] = [];
  for (const diagnostic of diagnostics) {
    const before = groups.at(-1)?.[0];
    const same = before?.start.offset === diagnostic.start.offset && before.fileName === diagnostic.fileName;
    if (same) groups.at(-1)!.push(diagnostic);
    else groups.push([diagnostic]);
  }
  return groups.map(describe);
}

function describe(group: readonly Diagnostic[]): CompileError {
  const { start, code, fileName: file } = group[0]!;
  const [line, column] = [Math.max(start.line, 0) + 1, Math.max(start.character, 0) + 1];
  const where = (label: number): string => file ?? `cell [${label}]`;
  const message = group.map((diagnostic) => diagnostic.messageText).join("\n  ");
  return { message, file, line, column, place: (label) => `TS${code}, ${where(label)}, ${line}:${column}` };
}

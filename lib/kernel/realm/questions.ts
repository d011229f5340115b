import type { Converter } from "tslab/dist/converter";
import { printQuickInfo } from "tslab/dist/inspect";
import type { AskCommand } from "../realm-messages";
import type { MessageContent } from "../wire/message";
import { codePointsFromUnits, unitsFromCodePoints } from "./code-points";
import { isCompleteCode } from "./compiler/converter";
import { typescript } from "./compiler/typescript";

/** Answers what a front end asks while a cell is being written. Nothing is run. */
export function answer(command: AskCommand, converter: Converter, declarations: string): MessageContent {
  const { question, code } = command;
  if (question === "is_complete") return completeness(code);
  const position = unitsFromCodePoints(code, command.cursor);
  if (question === "inspect") return inspection(converter, declarations, code, position);
  return completions(converter, declarations, code, position);
}

function completions(
  converter: Converter,
  declarations: string,
  code: string,
  position: number,
): MessageContent {
  const { candidates, start, end, original } = converter.complete(declarations, code, position);
  const [cursor_start, cursor_end] = [codePointsFromUnits(code, start), codePointsFromUnits(code, end)];
  const kinds = new Map(original?.entries.map((entry) => [entry.name, entry.kind]));
  const types = candidates.map((text) => ({
    text,
    type: kinds.get(text) ?? "",
    start: cursor_start,
    end: cursor_end,
  }));
  const metadata = { _jupyter_types_experimental: types };
  return { status: "ok", matches: candidates, cursor_start, cursor_end, metadata };
}

function inspection(
  converter: Converter,
  declarations: string,
  code: string,
  position: number,
): MessageContent {
  // A cursor right behind a name means the name.
  const info =
    converter.inspect(declarations, code, position) ??
    (position > 0 ? converter.inspect(declarations, code, position - 1) : undefined);
  if (!info) return { status: "ok", found: false, data: {}, metadata: {} };
  return { status: "ok", found: true, data: { "text/plain": printQuickInfo(info) }, metadata: {} };
}

/** Complete, incomplete with the indent of the next line, or invalid: no further line can mend it. */
function completeness(code: string): MessageContent {
  const attempt = isCompleteCode(code);
  if (!attempt.completed) return { status: "incomplete", indent: attempt.indent ?? "" };
  // As a module, where `await` is an expression.
  const text = `${code}\nexport {};`;
  const file = typescript.createSourceFile("cell.ts", text, typescript.ScriptTarget.Latest);
  const { parseDiagnostics } = file as unknown as { readonly parseDiagnostics: readonly unknown[] };
  return parseDiagnostics.length === 0 ? { status: "complete" } : { status: "invalid" };
}

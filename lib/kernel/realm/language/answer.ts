import type { AskCommand } from "../../realm-messages";
import type { MessageContent } from "../../wire/message";
import { codePointsFromUnits, unitsFromCodePoints } from "../code-points";
import { isCompleteCode } from "../compiler/converter";
import { typescript } from "../compiler/typescript";
import { complete } from "./completion";
import { inspect } from "./inspection";
import type { View } from "./service";
import { plainText } from "./text";

/**
 * Answers what a front end asks while a cell is being written. Nothing is run.
 *
 * @param look Shows a cell's code behind what earlier cells declared.
 */
export function answer(command: AskCommand, look: (code: string) => View): MessageContent {
  if (command.question === "is_complete") return completeness(command.code);
  const view = look(command.code);
  const position = view.start + unitsFromCodePoints(command.code, command.cursor);
  if (command.question === "complete") {
    const { matches, start, end } = complete(view, position);
    const units = (at: number) => codePointsFromUnits(command.code, at - view.start);
    const [cursor_start, cursor_end] = [units(start), units(end)];
    const types = matches.map((match) => ({ ...match, start: cursor_start, end: cursor_end }));
    const texts = matches.map(({ text }) => text);
    return {
      status: "ok",
      matches: texts,
      cursor_start,
      cursor_end,
      metadata: { _jupyter_types_experimental: types },
    };
  }
  const markdown = inspect(view, position, command.detail);
  if (markdown === undefined) return { status: "ok", found: false, data: {}, metadata: {} };
  const data = { "text/markdown": markdown, "text/plain": plainText(markdown) };
  return { status: "ok", found: true, data, metadata: {} };
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

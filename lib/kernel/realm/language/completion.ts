import type * as TypeScript from "@tslab/typescript-for-tslab";
import { typescript } from "../compiler/typescript";
import { completionsAt, describeSymbol, type Entry, nodeAt, type View } from "./service";
import { signatureOf, textOf } from "./text";

/** A name to put where a piece of code stands. */
export interface Completion {
  readonly text: string;
  /** What it names, such as `function`, `method` or `keyword`. */
  readonly type: string;
  readonly signature: string;
}

export interface CompletionList {
  readonly matches: readonly Completion[];
  readonly start: number;
  readonly end: number;
}

/** So many, the first, are described: nobody reads more, and a description costs up to some milliseconds. */
const described = 10;

/** What may stand at a place, those that begin with what is there first. Positions are the file's. */
export function complete(view: View, position: number): CompletionList {
  const list = completionsAt(view, position);
  const span = replaced(view, position, list?.optionalReplacementSpan);
  const written = view.file.text.slice(span.start, position);
  const matches = ranked(list?.entries ?? [], written).map((entry, index) => ({
    text: entry.name,
    type: kindOf(entry, view.program.getTypeChecker()),
    signature: index < described && entry.symbol ? signature(view, entry.symbol, position) : "",
  }));
  return { matches, ...span };
}

/** The name or the text in quotes that the place is in, else nothing. */
function replaced(view: View, position: number, span: TypeScript.TextSpan | undefined) {
  if (span && span.start <= position) return { start: span.start, end: span.start + span.length };
  for (const at of [position, position - 1]) {
    const node = nodeAt(view, at);
    const start = node.getStart(view.file);
    if (isName(node) && start <= position && position <= node.end) return { start, end: node.end };
  }
  return { start: position, end: position };
}

/** A keyword may become a longer name. */
function isName(node: TypeScript.Node): boolean {
  const { FirstKeyword, LastKeyword } = typescript.SyntaxKind;
  return typescript.isIdentifier(node) || (node.kind >= FirstKeyword && node.kind <= LastKeyword);
}

function ranked(entries: readonly Entry[], written: string): Entry[] {
  const lower = written.toLowerCase();
  const rank = ({ name }: Entry): number => {
    if (name.startsWith(written)) return 0;
    const lowerName = name.toLowerCase();
    if (lowerName.startsWith(lower)) return 1;
    return lowerName.includes(lower) ? 2 : 3;
  };
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .filter((each) => each.rank < 3)
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        a.entry.sortText.localeCompare(b.entry.sortText) ||
        a.entry.name.localeCompare(b.entry.name),
    )
    .map(({ entry }) => entry);
}

const { SymbolFlags } = typescript;
const kinds = [
  [SymbolFlags.Function, "function"],
  [SymbolFlags.Class, "class"],
  [SymbolFlags.Enum, "enum"],
  [SymbolFlags.Variable, "const"],
  [SymbolFlags.Interface, "interface"],
  [SymbolFlags.TypeAlias, "type"],
  [SymbolFlags.Namespace, "module"],
] as const;

/** What an imported name stands for. */
function kindOf({ kind, symbol }: Entry, checker: TypeScript.TypeChecker): string {
  if (kind !== "alias" || !symbol) return kind;
  const target = symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return kinds.find(([flag]) => target.flags & flag)?.[1] ?? kind;
}

function signature(view: View, symbol: TypeScript.Symbol, position: number): string {
  const description = describeSymbol(view, symbol, position);
  return textOf(description.displayParts) === "" ? "" : signatureOf(description);
}

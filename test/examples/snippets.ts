import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository, trackedFiles } from "../architecture/sources";

/** A piece of code in documentation. */
export interface Snippet {
  readonly file: string;
  /** Of the first line of code. */
  readonly line: number;
  readonly code: string;
}

const read = (file: string) => readFileSync(join(repository, file), "utf8");
const lineAt = (text: string, offset: number) => text.slice(0, offset).split("\n").length;

/** Every `@example` in the library's comments. */
export function docstringSnippets(): Snippet[] {
  const files = trackedFiles("lib/*.ts").filter((name) => !name.endsWith(".d.ts"));
  return files.flatMap((file) => {
    const text = read(file);
    return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => examplesIn(file, text, comment));
  });
}

function examplesIn(file: string, text: string, comment: RegExpMatchArray): Snippet[] {
  const lines = comment[0]
    .split("\n")
    .map((line) => line.replace(/^\s*(\/\*\*|\*\/|\* ?)/, "").replace(/\s*\*\/$/, ""));
  const first = lineAt(text, comment.index!);
  return lines.flatMap((line, start) => {
    if (!line.startsWith("@example")) return [];
    const length = lines.slice(start + 1).findIndex((next) => /^@\w/.test(next));
    const body = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
    const code = body
      .filter((text) => !text.startsWith("```"))
      .join("\n")
      .trimEnd();
    return [{ file, line: first + start + 1, code }];
  });
}

/** The fenced blocks of a page that are written in one of `languages`. */
export function fencedSnippets(file: string, languages: readonly string[]): Snippet[] {
  if (!existsSync(join(repository, file))) return [];
  const text = read(file);
  return [...text.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```/gm)]
    .filter((block) => languages.includes(block[1]))
    .map((block) => ({ file, line: lineAt(text, block.index) + 1, code: block[2].trimEnd() }));
}

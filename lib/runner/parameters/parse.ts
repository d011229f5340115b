import type { Comment } from "acorn";
import { tokTypes } from "acorn";
import type { SettingValue, Token, TokenReader } from "./literal";
import { describeToken, readLiteral, readTokens, typeOfLiteral } from "./literal";
import type { Parameter } from "./parameter";
import { fits } from "./parameter";

/** A declaration and the lines it spans: its comment stands on one of them. */
interface Declaration {
  readonly name: string;
  readonly choices: readonly string[] | undefined;
  readonly value: SettingValue;
  readonly firstLine: number;
  readonly line: number;
}

/**
 * The settings that a `parameters` cell declares, one `let name = literal;` each. The comment at the end of the line
 * is its description; `paper: LITERAL` at its beginning is the value at the published scale.
 *
 * @param where What errors call the cell, such as "01-gmm.ipynb, cell 3".
 * @throws RangeError with the line for anything else: values worked out from others belong in the next cell.
 */
export function parseParameters(source: string, where: string): Parameter[] {
  const comments: Comment[] = [];
  const tokens = readTokens(source, comments);
  const declarations: Declaration[] = [];
  let line = 1;
  const next = () => {
    const token = tokens.next();
    line = token.loc.start.line;
    return token;
  };
  try {
    for (let token = next(); token.type !== tokTypes.eof; token = next()) {
      if (token.type !== tokTypes.semi) declarations.push(readDeclaration(token, { next }));
    }
    return declarations.map((declaration) => {
      line = declaration.line;
      return toParameter(declaration, commentOf(declaration, comments));
    });
  } catch (error) {
    throw new RangeError(
      `The parameters cell needs lines like "let generations = 400; // paper: 2050 — what it means". ` +
        `${where}, line ${line}: ${(error as Error).message}`,
    );
  }
}

function readDeclaration(first: Token, tokens: TokenReader): Declaration {
  if (first.type !== tokTypes.name || first.value !== "let") {
    const found = describeToken(first);
    throw new RangeError(`a declaration with let was expected (the runner assigns to it), got ${found}`);
  }
  const name = tokens.next();
  if (name.type !== tokTypes.name) throw new RangeError(`a name was expected, got ${describeToken(name)}`);
  const annotation: Token[] = [];
  let token = tokens.next();
  for (; token.type !== tokTypes.eq; token = tokens.next()) {
    if (token.type === tokTypes.eof || token.type === tokTypes.semi) {
      throw new RangeError(`${name.value} needs a value`);
    }
    annotation.push(token);
  }
  const value = readLiteral(tokens.next(), tokens);
  if (typeOfLiteral(value) === "[]")
    throw new RangeError(`${name.value} needs an item: its type is its default's`);
  const end = tokens.next();
  if (end.type !== tokTypes.semi) {
    const found = describeToken(end);
    throw new RangeError(
      `; was expected after the value of ${name.value} (one literal, no formula), got ${found}`,
    );
  }
  return {
    name: String(name.value),
    choices: choicesIn(annotation),
    value,
    firstLine: first.loc.start.line,
    line: end.loc.end.line,
  };
}

/** The last comment on its lines. */
function commentOf({ firstLine, line }: Declaration, comments: readonly Comment[]): string {
  const own = comments.filter(({ loc }) => loc!.start.line >= firstLine && loc!.start.line <= line);
  return own.at(-1)?.value ?? "";
}

/** The strings of an annotation like `: "quick" | "paper"`. */
function choicesIn(annotation: readonly Token[]): string[] | undefined {
  const parts = annotation.slice(1);
  const isUnion = parts.every((token) => token.type === tokTypes.string || token.type === tokTypes.bitwiseOR);
  return isUnion && parts.length > 0
    ? parts.filter((token) => token.type === tokTypes.string).map((t) => String(t.value))
    : undefined;
}

function toParameter({ name, choices, value }: Declaration, comment: string): Parameter {
  const paper = /^\s*paper:\s*/.exec(comment);
  const rest = paper === null ? comment : comment.slice(paper[0].length);
  const [paperValue, words] = paper === null ? [undefined, rest] : readPaperValue(rest);
  const description = words.replace(/^[\s—–:,;-]+/, "").trim();
  const parameter = {
    name,
    type: typeOfLiteral(value),
    choices,
    defaultValue: value,
    paperValue,
    description,
  };
  for (const given of [value, ...(paperValue === undefined ? [] : [paperValue])]) {
    if (!fits(parameter, given)) {
      throw new RangeError(
        `${name} is ${choices?.join(" or ") ?? parameter.type}, got ${JSON.stringify(given)}`,
      );
    }
  }
  return parameter;
}

function readPaperValue(text: string): [SettingValue, string] {
  const tokens = readTokens(text);
  let end = 0;
  const next = () => {
    const token = tokens.next();
    end = token.end;
    return token;
  };
  return [readLiteral(next(), { next }), text.slice(end)];
}

import type { Comment, SourceLocation, TokenType } from "acorn";
import { tokenizer, tokTypes } from "acorn";

/** What a setting can hold. */
export type SettingValue = number | string | boolean | readonly SettingValue[];

/** A token of TypeScript code. */
export interface Token {
  readonly type: TokenType;
  readonly value: unknown;
  readonly end: number;
  readonly loc: SourceLocation;
}

/** Reads tokens one at a time and never further than asked: words that follow a literal need not be code. */
export interface TokenReader {
  next(): Token;
}

/** The tokens of a text; `comments` collects the comments that are passed on the way. */
export function readTokens(code: string, comments?: Comment[]): TokenReader {
  const tokens = tokenizer(code, { ecmaVersion: 2022, locations: true, onComment: comments });
  return { next: () => tokens.getToken() as unknown as Token };
}

/**
 * The literal that begins at `token`: a number, string or boolean, or an array of them.
 *
 * @throws RangeError when there is something else.
 */
export function readLiteral(token: Token, tokens: TokenReader): SettingValue {
  if (token.type === tokTypes.bracketL) return readArray(tokens);
  if (token.type === tokTypes._true || token.type === tokTypes._false) return token.type === tokTypes._true;
  if (token.type === tokTypes.string) return token.value as string;
  const isSign = token.type === tokTypes.plusMin;
  const digits = isSign ? tokens.next() : token;
  if (digits.type !== tokTypes.num || typeof digits.value !== "number" || !Number.isFinite(digits.value)) {
    throw new RangeError(
      `a number, string, boolean or array of them was expected, got ${describeToken(digits)}`,
    );
  }
  return isSign && token.value === "-" ? -digits.value : digits.value;
}

function readArray(tokens: TokenReader): SettingValue[] {
  const items: SettingValue[] = [];
  for (let token = tokens.next(); token.type !== tokTypes.bracketR; token = tokens.next()) {
    items.push(readLiteral(token, tokens));
    const separator = tokens.next();
    if (separator.type === tokTypes.bracketR) break;
    if (separator.type !== tokTypes.comma) {
      throw new RangeError(`a comma or ] was expected in the array, got ${describeToken(separator)}`);
    }
  }
  return items;
}

export function describeToken(token: Token): string {
  if (token.type === tokTypes.eof) return "the end";
  return `"${token.value ?? token.type.label}"`;
}

/** A literal as TypeScript writes it; `readLiteral` reads it back unchanged. */
export function printLiteral(value: SettingValue): string {
  if (Array.isArray(value)) return `[${value.map(printLiteral).join(", ")}]`;
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}

/** The type a literal has: "number", "string", "boolean", "number[]", …; "[]" for an empty array, which fits any. */
export function typeOfLiteral(value: SettingValue): string {
  if (!Array.isArray(value)) return typeof value;
  const types = new Set(value.map(typeOfLiteral));
  if (types.size > 1) {
    throw new RangeError(`an array of one type was expected, got ${printLiteral(value)}`);
  }
  return `${[...types][0] ?? ""}[]`;
}

import type * as TypeScript from "@tslab/typescript-for-tslab";
import { typescript as ts } from "../realm/compiler/typescript";
import { calledName, isName, type Node, nodesIn } from "./syntax";

/** A call of `createClaimList`: the variable that holds the list, and what its claims' identifiers begin with. */
export interface ClaimListDeclaration {
  readonly name: string;
  readonly prefix: string;
}

/** The list of claims that a cell declares: `const claims = mc.createClaimList("05", scale)`. */
export function claimListIn(file: TypeScript.SourceFile): ClaimListDeclaration | undefined {
  for (const node of nodesIn(file)) {
    if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) continue;
    const call = node.initializer;
    if (call === undefined || !ts.isCallExpression(call) || calledName(call) !== "createClaimList") continue;
    const [prefix] = call.arguments;
    if (prefix && ts.isStringLiteralLike(prefix)) return { name: node.name.text, prefix: `${prefix.text}.` };
  }
  return undefined;
}

/** The identifiers that a statement may add to the list, as patterns; `…` of a template stands for anything. */
export function claimsAddedIn(statement: Node, list: ClaimListDeclaration): RegExp[] {
  const calls = [...nodesIn(statement)]
    .filter(ts.isCallExpression)
    .filter((call) => isAdding(call, list.name));
  return calls.map(
    ({ arguments: [identifier] }) =>
      new RegExp(`^${escapePattern(list.prefix)}${patternOf(identifier)}$`, "s"),
  );
}

/** Whether a statement does with the list nothing but add to it and show it. */
export function usesListAsMeant(statement: Node, list: string): boolean {
  return [...nodesIn(statement)]
    .filter(isName)
    .filter(({ text }) => text === list)
    .every((name) => isMeant(name, list));
}

function isMeant(name: TypeScript.Identifier, list: string): boolean {
  const { parent } = name;
  if (ts.isVariableDeclaration(parent)) return parent.name === name;
  if (!ts.isPropertyAccessExpression(parent)) return false;
  const call = parent.parent;
  if (!ts.isCallExpression(call)) return false;
  if (isAdding(call, list)) return ts.isExpressionStatement(call.parent);
  return parent.name.text === "claims" && call.arguments[0] === parent && calledName(call) === "showClaims";
}

/** Whether a statement shows the list, which is how its claims reach the runner. */
export function showsClaims(statement: Node): boolean {
  return [...nodesIn(statement)].some(
    (node) => ts.isCallExpression(node) && calledName(node) === "showClaims",
  );
}

function isAdding({ expression }: TypeScript.CallExpression, list: string): boolean {
  return (
    ts.isPropertyAccessExpression(expression) &&
    expression.name.text === "add" &&
    ts.isIdentifier(expression.expression) &&
    expression.expression.text === list
  );
}

function patternOf(identifier: Node | undefined): string {
  if (identifier === undefined) return ".*";
  if (ts.isStringLiteralLike(identifier)) return escapePattern(identifier.text);
  if (!ts.isTemplateExpression(identifier)) return ".*";
  const spans = identifier.templateSpans.map(({ literal }) => `.*${escapePattern(literal.text)}`);
  return escapePattern(identifier.head.text) + spans.join("");
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

import type * as TypeScript from "@tslab/typescript-for-tslab";
import { typescript as ts } from "../realm/compiler/typescript";
import { calledName, type Node } from "./syntax";

export function declaresConstants(statement: TypeScript.Statement): boolean {
  if (!ts.isVariableStatement(statement)) return true;
  return statement.declarationList.declarations.every(
    ({ name, initializer }) =>
      ts.isIdentifier(name) && initializer !== undefined && isConstant(rootless(initializer)),
  );
}

/** Whether a value has no parts that could change; a list of claims counts, to which cells only add. */
function isConstant(value: Node): boolean {
  if (ts.isFunctionLike(value) || ts.isLiteralExpression(value) || ts.isTemplateExpression(value))
    return true;
  if (ts.isBinaryExpression(value)) return isArithmetic(value.operatorToken.kind);
  if (ts.isCallExpression(value)) return calledName(value) === "createClaimList";
  return (
    ts.isPrefixUnaryExpression(value) ||
    value.kind === ts.SyntaxKind.TrueKeyword ||
    value.kind === ts.SyntaxKind.FalseKeyword
  );
}

export function rootless(expression: Node): Node {
  let node = expression;
  while (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isAwaitExpression(node)) {
    node = node.expression;
  }
  return node;
}

export function isArithmetic(kind: TypeScript.SyntaxKind): boolean {
  const { PlusToken, MinusToken, AsteriskToken, SlashToken, PercentToken, AsteriskAsteriskToken } =
    ts.SyntaxKind;
  return [PlusToken, MinusToken, AsteriskToken, SlashToken, PercentToken, AsteriskAsteriskToken].includes(
    kind as TypeScript.SyntaxKind.PlusToken,
  );
}

/** Whether a declaration makes or is handed a stream of random numbers. */
export function isStreamDeclaration(declaration: Node): boolean {
  if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration)) return false;
  const { type, initializer } = declaration;
  return (
    /\bRandom\b/.test(type?.getText() ?? "") ||
    (initializer !== undefined && makesStream(rootless(initializer)))
  );
}

function makesStream(value: Node): boolean {
  if (!ts.isCallExpression(value)) return false;
  const name = calledName(value);
  return name === "fork" || name === "createRandom";
}
